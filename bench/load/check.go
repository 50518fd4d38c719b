package load

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"sync"

	"poegateway/bench/upstream"
)

// checker looks at each reply.
type checker interface {
	check(body []byte) error
}

// checkEach reads every reply.
type checkEach func(body []byte) error

func (c checkEach) check(body []byte) error { return c(body) }

// likeFirst holds every reply against the first, byte by byte, and the first against what the upstream said. So the check
// costs next to nothing, and a gateway may add fields of its own, as long as they are always the same.
type likeFirst struct {
	meaning func(body []byte) error
	lock    sync.Mutex
	first   []byte
}

func (l *likeFirst) check(body []byte) error {
	l.lock.Lock()
	first := l.first
	if first == nil {
		if err := l.meaning(body); err != nil {
			l.lock.Unlock()
			return err
		}
		l.first = append([]byte(nil), body...)
		first = l.first
	}
	l.lock.Unlock()
	if !bytes.Equal(first, body) {
		return fmt.Errorf("a reply of %d bytes differs from the first, of %d bytes: %.300s", len(body), len(first), body)
	}
	return nil
}

type completion struct {
	Choices []struct {
		Message      struct{ Content string }
		Delta        struct{ Content string }
		FinishReason *string `json:"finish_reason"`
	}
	Usage *struct {
		TotalTokens int `json:"total_tokens"`
	}
}

func wholeMeaning(body []byte) error {
	var got, want completion
	if err := json.Unmarshal(body, &got); err != nil {
		return fmt.Errorf("%w in %.300s", err, body)
	}
	if err := json.Unmarshal(upstream.JSONBody(), &want); err != nil {
		return err
	}
	if len(got.Choices) != 1 || got.Choices[0].Message != want.Choices[0].Message ||
		got.Choices[0].FinishReason == nil || *got.Choices[0].FinishReason != *want.Choices[0].FinishReason ||
		got.Usage == nil || *got.Usage != *want.Usage {
		return fmt.Errorf("not what the upstream said: %.300s", body)
	}
	return nil
}

func burstMeaning(body []byte) error {
	text, err := streamMeaning(body)
	if err != nil {
		return err
	}
	if text != upstream.BurstText() {
		return fmt.Errorf("the text of the stream is %.300q", text)
	}
	return nil
}

// streamMeaning gives the text of a stream that is complete: one finish, then usage, then the end.
func streamMeaning(body []byte) (string, error) {
	text, finishes, usages, err := chatStream(body)
	if err == nil && (finishes != 1 || usages != 1) {
		err = fmt.Errorf("a stream with %d finishes and %d usages", finishes, usages)
	}
	return text, err
}

// chatStream reads a stream of a chat up to its end.
func chatStream(body []byte) (said string, finishes, usages int, _ error) {
	var text strings.Builder
	events := strings.Split(strings.TrimSuffix(string(body), "\n\n"), "\n\n")
	for i, event := range events {
		payload := strings.TrimPrefix(event, "data: ")
		if payload == "[DONE]" && i == len(events)-1 {
			return text.String(), finishes, usages, nil
		}
		var chunk completion
		if err := json.Unmarshal([]byte(payload), &chunk); err != nil {
			return "", 0, 0, fmt.Errorf("%w in event %d: %.300s", err, i, event)
		}
		if chunk.Usage != nil {
			usages++
		}
		for _, choice := range chunk.Choices {
			text.WriteString(choice.Delta.Content)
			if choice.FinishReason != nil {
				finishes++
			}
		}
	}
	return "", 0, 0, fmt.Errorf("a stream without [DONE], of %d bytes", len(body))
}
