package upstream

import (
	"bytes"
	"fmt"
	"strings"
	"time"
)

const (
	// BurstChunks is how many chunks with text a burst has; two more carry the end and the usage.
	BurstChunks = 200
	// StampDigits is the length of the time that a paced chunk carries.
	StampDigits = 20
	// MessagesModel is listed for messages and chat.
	MessagesModel = model
	// ResponsesModel is listed for responses and chat.
	ResponsesModel = "GPT-5.4"
	// ChatModel is listed for chat alone.
	ChatModel = "Gemini-2.5-Flash"

	id    = "chatcmpl-619617c67a071bd63b527b37"
	model = "Claude-Sonnet-4.6"
	usage = `{"prompt_tokens":214,"completion_tokens":200,"total_tokens":414}`
	done  = "data: [DONE]\n\n"
)

// WholeText is what a whole reply says.
func WholeText() string {
	return strings.Repeat("A gateway carries what it is given and adds little of its own. ", 12)
}

// JSONBody is a whole reply of about 1 KB in Poe's form: no refusal, no logprobs.
func JSONBody() []byte {
	return []byte(fmt.Sprintf(`{"id":"%s","object":"chat.completion","created":1774579373,"model":"%s",`+
		`"choices":[{"index":0,"message":{"role":"assistant","content":"%s"},"finish_reason":"stop"}],"usage":%s}`,
		id, model, WholeText(), usage))
}

// GetBody answers every GET: a list of models that is also a balance of points.
func getBody() []byte {
	return []byte(`{"object":"list","data":[` + card(model, "Anthropic", "/v1/messages", "/v1/chat/completions") + `,` +
		card(ResponsesModel, "OpenAI", "/v1/responses", "/v1/chat/completions") + `,` +
		card(ChatModel, "Google", "/v1/chat/completions") + `],"current_point_balance":1000000}`)
}

func card(id, owner string, endpoints ...string) string {
	return fmt.Sprintf(`{"id":"%s","object":"model","created":1774579373,"owned_by":"%s","supported_endpoints":["%s"]}`,
		id, owner, strings.Join(endpoints, `","`))
}

// chunk is one event of about 200 bytes.
func chunk(content string) []byte {
	return event(fmt.Sprintf(`[{"index":0,"delta":{"content":"%s"},"finish_reason":null}]`, content), "")
}

func event(choices, rest string) []byte {
	return []byte(fmt.Sprintf(`data: {"id":"%s","object":"chat.completion.chunk","created":1774579373,"model":"%s",`+
		`"choices":%s%s}`+"\n\n", id, model, choices, rest))
}

// ending is what follows the chunks with text: the finish, the usage, the end.
func ending() [][]byte {
	return [][]byte{
		event(`[{"index":0,"delta":{},"finish_reason":"stop"}]`, ""),
		event(`[]`, `,"usage":`+usage),
		[]byte(done),
	}
}

// burst gives the events of a burst.
func burst() [][]byte {
	var events [][]byte
	for i := 0; i < BurstChunks; i++ {
		events = append(events, chunk(burstWord(i)))
	}
	return append(events, ending()...)
}

// BurstText is what a burst says.
func BurstText() string {
	var text strings.Builder
	for i := 0; i < BurstChunks; i++ {
		text.WriteString(burstWord(i))
	}
	return text.String()
}

func burstWord(i int) string { return fmt.Sprintf(" word %03d", i) }

// botBurst gives the same words as events of Poe's bot protocol.
func botBurst() [][]byte {
	events := [][]byte{botMeta}
	for i := 0; i < BurstChunks; i++ {
		events = append(events, botText(burstWord(i)))
	}
	return append(events, botDone)
}

// botWhole gives a whole reply of the bot protocol: it is a stream as well.
func botWhole() [][]byte {
	return [][]byte{botMeta, botText(WholeText()), botDone}
}

var (
	botMeta = []byte("event: meta\r\ndata: {\"content_type\": \"text/markdown\", \"linkify\": true}\r\n\r\n")
	botDone = []byte("event: done\r\ndata: {}\r\n\r\n")
)

func botText(text string) []byte {
	return []byte(fmt.Sprintf("event: text\r\ndata: {\"text\": \"%s\"}\r\n\r\n", text))
}

// stamped writes a chunk that carries the time at which it was made, in nanoseconds of the wall clock.
func stamped(to []byte) []byte {
	before, after := stampedParts()
	to = append(to, before...)
	to = appendPadded(to, uint64(time.Now().UnixNano()))
	return append(to, after...)
}

var stampedBefore, stampedAfter = func() ([]byte, []byte) {
	whole := chunk(strings.Repeat("0", StampDigits))
	at := bytes.Index(whole, []byte(`"content":"`)) + len(`"content":"`)
	return whole[:at], whole[at+StampDigits:]
}()

func stampedParts() ([]byte, []byte) { return stampedBefore, stampedAfter }

func stampedLength() int { return len(stampedBefore) + StampDigits + len(stampedAfter) }

func appendPadded(to []byte, number uint64) []byte {
	var digits [StampDigits]byte
	for i := StampDigits - 1; i >= 0; i-- {
		digits[i] = byte('0' + number%10)
		number /= 10
	}
	return append(to, digits[:]...)
}
