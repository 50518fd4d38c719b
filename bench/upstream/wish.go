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

// dialect is whose events an answer has.
type dialect int

const (
	chat dialect = iota
	bot
	responses
	messages
)

// wish is what a request asks for. It is read from the words of the question, so that nothing between caller and
// upstream can tell a benchmark from a chat. A bot of Poe's older protocol streams whatever it is asked.
type wish struct {
	form    form
	dialect dialect
	chunks  int
	every   time.Duration
}

// PacedQuestion is the text that asks for a paced stream; its numbers have four digits.
func PacedQuestion(chunks int, every time.Duration) string {
	return fmt.Sprintf("paced: %04d chunks, one every %04d ms", chunks, every.Milliseconds())
}

// BurstQuestion is the text that asks for all chunks at once.
const BurstQuestion = "burst: all chunks at once"

// What is asked of the two interfaces that have events of their own.
const (
	ResponsesQuestion = BurstQuestion + ", as a response"
	MessagesQuestion  = BurstQuestion + ", as a message"
)

var (
	streamTrue = []byte(`"stream":true`)
	queryMark  = []byte(`"query":[`)
	burstMark  = []byte(BurstQuestion)
	dialects   = []struct {
		mark    []byte
		dialect dialect
	}{{queryMark, bot}, {[]byte(ResponsesQuestion), responses}, {[]byte(MessagesQuestion), messages}}
	pacedMark   = []byte("paced: ")
	errNoNumber = fmt.Errorf("the question for a paced stream has no numbers")
)

func readWish(body []byte) (wish, error) {
	asked := dialectOf(body)
	burst := bytes.Contains(body, burstMark)
	if !bytes.Contains(body, streamTrue) && !(asked == bot && burst) {
		return wish{form: whole, dialect: asked}, nil
	}
	if burst {
		return wish{form: allAtOnce, dialect: asked}, nil
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

func dialectOf(body []byte) dialect {
	for _, known := range dialects {
		if bytes.Contains(body, known.mark) {
			return known.dialect
		}
	}
	return chat
}

func fourDigits(text []byte) int {
	number := 0
	for _, digit := range text[:4] {
		number = number*10 + int(digit-'0')
	}
	return number
}
