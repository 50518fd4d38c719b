package upstream

import (
	"bytes"
	"fmt"
	"time"
)

// form says how an answer comes.
type form int

const (
	whole form = iota
	allAtOnce
	paced
)

// wish is what a request asks for. It is read from the words of the question, so that nothing between caller and
// upstream can tell a benchmark from a chat. A bot of Poe's older protocol streams whatever it is asked.
type wish struct {
	form   form
	bot    bool
	chunks int
	every  time.Duration
}

// PacedQuestion is the text that asks for a paced stream; its numbers have four digits.
func PacedQuestion(chunks int, every time.Duration) string {
	return fmt.Sprintf("paced: %04d chunks, one every %04d ms", chunks, every.Milliseconds())
}

// BurstQuestion is the text that asks for all chunks at once.
const BurstQuestion = "burst: all chunks at once"

var (
	streamTrue  = []byte(`"stream":true`)
	queryMark   = []byte(`"query":[`)
	burstMark   = []byte(BurstQuestion)
	pacedMark   = []byte("paced: ")
	errNoNumber = fmt.Errorf("the question for a paced stream has no numbers")
)

func readWish(body []byte) (wish, error) {
	bot := bytes.Contains(body, queryMark)
	burst := bytes.Contains(body, burstMark)
	if !bytes.Contains(body, streamTrue) && !(bot && burst) {
		return wish{form: whole, bot: bot}, nil
	}
	if burst {
		return wish{form: allAtOnce, bot: bot}, nil
	}
	at := bytes.Index(body, pacedMark)
	if at < 0 {
		return wish{}, fmt.Errorf("a stream, but neither burst nor paced: %.200s", body)
	}
	rest := body[at+len(pacedMark):]
	skip := len(" chunks, one every ")
	if len(rest) < 4+skip+4 {
		return wish{}, errNoNumber
	}
	everyMs := fourDigits(rest[4+skip:])
	return wish{form: paced, chunks: fourDigits(rest), every: time.Duration(everyMs) * time.Millisecond}, nil
}

func fourDigits(text []byte) int {
	number := 0
	for _, digit := range text[:4] {
		number = number*10 + int(digit-'0')
	}
	return number
}
