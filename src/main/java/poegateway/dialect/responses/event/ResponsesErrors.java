package poegateway.dialect.responses.event;

import poegateway.core.failure.Failure;
import poegateway.dialect.ErrorForm;
import poegateway.dialect.OpenAiErrors;

/** Failures in the words of responses: OpenAI's error object as an answer, {@code response.failed} as an event. */
public final class ResponsesErrors implements ErrorForm {
    private final ErrorForm answers = new OpenAiErrors();

    @Override
    public Rendered answer(Failure failure) {
        return answers.answer(failure);
    }

    @Override
    public byte[] event(Failure failure) {
        return FailedEvent.of(failure, FailedEvent.Shown.NOTHING);
    }
}
