package load

import (
	"encoding/json"
	"fmt"
	"strings"
)

// namedEvent is an event of a response or of a message, whose name is its type.
type namedEvent struct {
	Type     string
	Delta    json.RawMessage
	Response struct{ Status string }
}

// responsesText gives the text of the events of a response, which must be completed.
func responsesText(body []byte) (string, error) {
	var text strings.Builder
	last, err := eachNamedEvent(body, func(event namedEvent) error {
		var delta string
		if event.Type != "response.output_text.delta" {
			return nil
		}
		err := json.Unmarshal(event.Delta, &delta)
		text.WriteString(delta)
		return err
	})
	if err == nil && (last.Type != "response.completed" || last.Response.Status != "completed") {
		err = fmt.Errorf("a response that ends with %.300q", last.Type)
	}
	return text.String(), err
}

// messagesText gives the text of the events of a message, which must be stopped by its model's own will.
func messagesText(body []byte) (string, error) {
	var text strings.Builder
	stops := 0
	last, err := eachNamedEvent(body, func(event namedEvent) error {
		var delta struct {
			Text       string
			StopReason string `json:"stop_reason"`
		}
		if event.Type != "content_block_delta" && event.Type != "message_delta" {
			return nil
		}
		err := json.Unmarshal(event.Delta, &delta)
		text.WriteString(delta.Text)
		if delta.StopReason == "end_turn" {
			stops++
		}
		return err
	})
	if err == nil && (last.Type != "message_stop" || stops != 1) {
		err = fmt.Errorf("a message that ends with %.300q and %d reasons", last.Type, stops)
	}
	return text.String(), err
}

// eachNamedEvent reads a stream to its end and gives its last event.
func eachNamedEvent(body []byte, read func(event namedEvent) error) (last namedEvent, _ error) {
	if !strings.HasSuffix(string(body), "\n\n") {
		return last, fmt.Errorf("a stream that is cut, of %d bytes", len(body))
	}
	for i, event := range strings.Split(strings.TrimSuffix(string(body), "\n\n"), "\n\n") {
		name, payload, _ := strings.Cut(strings.TrimPrefix(event, "event: "), "\ndata: ")
		last = namedEvent{}
		err := json.Unmarshal([]byte(payload), &last)
		if err == nil && last.Type != name {
			err = fmt.Errorf("the name and the type differ")
		}
		if err == nil {
			err = read(last)
		}
		if err != nil {
			return last, fmt.Errorf("%w in event %d: %.300s", err, i, event)
		}
	}
	return last, nil
}
