"""Instructor, which patches OpenAI's client so that it answers with a type. It needs an older one of those clients."""

import instructor
import openai
import pytest
from instructor.core import InstructorRetryException

from surroundings import GATEWAY, SIMULATOR, arrivals
from typed import Trip, expect_trip

MESSAGES = [{"role": "user", "content": "Plan a trip."}]
both_places = pytest.mark.parametrize("address", [GATEWAY, SIMULATOR], ids=["gateway", "simulator"])
both_ways = pytest.mark.parametrize("mode", [instructor.Mode.JSON_SCHEMA, instructor.Mode.TOOLS])


def client(mode, address: str = GATEWAY):
    return instructor.from_openai(openai.OpenAI(base_url=address, api_key="any", max_retries=0), mode=mode)


@both_places
@both_ways
def test_a_whole_answer_is_of_the_type(address, mode):
    before = arrivals()
    trip = client(mode, address).chat.completions.create(
        model="gpt-5.4", messages=MESSAGES, response_model=Trip, max_retries=0
    )
    expect_trip(trip)
    assert arrivals() - before == 1


@both_places
@both_ways
def test_a_streamed_answer_grows_into_the_type(address, mode):
    # Strict, as it is by itself, it takes no dates and enums in a stream.
    *earlier, last = client(mode, address).chat.completions.create_partial(
        model="gpt-5.4", messages=MESSAGES, response_model=Trip, max_retries=0, strict=False
    )
    assert earlier
    expect_trip(Trip.model_validate(last.model_dump()))


def test_a_refusal_raises():
    with pytest.raises(InstructorRetryException) as raised:
        client(instructor.Mode.JSON_SCHEMA).chat.completions.create(
            model="error-400", messages=MESSAGES, response_model=Trip, max_retries=0
        )
    assert "400" in str(raised.value)
