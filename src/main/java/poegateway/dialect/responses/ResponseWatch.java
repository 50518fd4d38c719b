package poegateway.dialect.responses;

import poegateway.wire.json.JsonSlice;

/** Sees a response of Poe's while it passes. What it is given is valid during the call alone. */
public interface ResponseWatch {
    /** Looks at nothing. */
    ResponseWatch NONE = new ResponseWatch() {
        @Override
        public void itemDone(JsonSlice item) {}

        @Override
        public void finished(JsonSlice response) {}
    };

    /** An item of the output is whole. */
    void itemDone(JsonSlice item);

    /** The answer is whole, or as whole as it gets: the response as the caller gets it. */
    void finished(JsonSlice response);
}
