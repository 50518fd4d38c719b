"""The type that the suites ask a model for. Its schema has what those of programs have: enums, dates, ranges, lists with
a least length, values that may be null, and itself."""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import Optional

from pydantic import BaseModel, Field


class Travel(str, Enum):
    TRAIN = "train"
    BOAT = "boat"


class Stay(BaseModel):
    city: str = Field(min_length=3)
    since: date
    nights: int = Field(ge=2, le=14)
    price: Optional[float]
    travel: Travel


class FlatTrip(BaseModel):
    """A journey."""

    title: str
    stays: list[Stay] = Field(min_length=2)


class Trip(FlatTrip):
    """A journey, and perhaps another one after it."""

    then: Optional[Trip]


def expect_trip(trip, kind: type[FlatTrip] = Trip) -> None:
    """Pydantic has checked the value; this makes sure that it is one, and that it is not empty."""
    assert isinstance(trip, kind)
    assert trip.title
    assert len(trip.stays) >= 2
    assert all(stay.nights >= 2 and isinstance(stay.since, date) for stay in trip.stays)
