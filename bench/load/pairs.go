package load

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"poegateway/bench/upstream"
)

// Pair is a caller of one dialect who asks a model in it or in another.
type Pair struct {
	path    string
	headers string
	form    string
	// question asks the upstream for the form of its answer.
	question string
	text     func(body []byte) (string, error)
	want     string
}

const (
	responsesPath    = "/v1/responses"
	messagesPath     = "/v1/messages"
	anthropicVersion = "anthropic-version: 2023-06-01\r\n"

	wholeQuestion = "whole: what does a gateway add?"
	botForm       = `{"version":"1.2","type":"query","query":[{"role":"system","content":"%s","content_type":"text/markdown"},` +
		`{"role":"user","content":"%s","content_type":"text/markdown"}],"user_id":"","conversation_id":"",` +
		`"message_id":"","temperature":0.7}`
)

func responsesForm(model string) string {
	return `{"model":"` + model + `","stream":true,"store":false,"temperature":0.7,"max_output_tokens":512,"input":[` +
		`{"role":"system","content":"%s"},{"role":"user","content":"%s"}]}`
}

func messagesForm(model string) string {
	return `{"model":"` + model + `","stream":true,"temperature":0.7,"max_tokens":512,"system":"%s","messages":[` +
		`{"role":"user","content":"%s"}]}`
}

// ChatToBot streams a chat from a model that is asked by Poe's bot protocol.
func ChatToBot() Pair {
	return Pair{chatPath, over("bot"), chatForm(`"stream":true,`), upstream.BurstQuestion, chatText, upstream.BurstText()}
}

// WholeChatToBot asks such a model for a reply in one piece.
func WholeChatToBot() Pair {
	return Pair{chatPath, over("bot"), chatForm(""), wholeQuestion, wholeChatText, upstream.WholeText()}
}

// BotToChat streams the events of a bot from a model that is asked in a chat.
func BotToChat() Pair {
	return Pair{"/bot/Claude-Sonnet-4.6", over("openai"), botForm, upstream.BurstQuestion, botText, upstream.BurstText()}
}

// Responses streams a response from a model that is listed for responses.
func Responses() Pair {
	form := responsesForm(upstream.ResponsesModel)
	return Pair{responsesPath, "", form, upstream.ResponsesQuestion, responsesText, upstream.BurstText()}
}

// ResponsesToChat streams a response from a model that is listed for chat alone.
func ResponsesToChat() Pair {
	form := responsesForm(upstream.ChatModel)
	return Pair{responsesPath, "", form, upstream.BurstQuestion, responsesText, upstream.BurstText()}
}

// Messages streams a message from a model that is listed for messages.
func Messages() Pair {
	form := messagesForm(upstream.MessagesModel)
	return Pair{messagesPath, anthropicVersion, form, upstream.MessagesQuestion, messagesText, upstream.BurstText()}
}

// MessagesToChat streams a message from a model that is listed for chat alone.
func MessagesToChat() Pair {
	form := messagesForm(upstream.ChatModel)
	return Pair{messagesPath, anthropicVersion, form, upstream.BurstQuestion, messagesText, upstream.BurstText()}
}

func over(upstream string) string { return "x-poe-gateway-upstream: " + upstream + "\r\n" }

// Translated puts a pair on an address. Ids and times differ from reply to reply, so every text is read and compared.
func Translated(ctx context.Context, address string, pair Pair, callers int, length time.Duration) Prepared {
	request := filled(address, pair.path, pair.headers, pair.form, pair.question)
	return closedLoop(ctx, address, callers, length, request, checkEach(func(body []byte) error {
		text, err := pair.text(body)
		if err == nil && text != pair.want {
			err = fmt.Errorf("the text is %.300q", text)
		}
		return err
	}))
}

func wholeChatText(body []byte) (string, error) {
	var got completion
	if err := json.Unmarshal(body, &got); err != nil {
		return "", fmt.Errorf("%w in %.300s", err, body)
	}
	if len(got.Choices) != 1 || got.Choices[0].FinishReason == nil {
		return "", fmt.Errorf("not a finished reply: %.300s", body)
	}
	return got.Choices[0].Message.Content, nil
}

// chatText gives the text of a stream of a chat that is finished; a bot need not say what it counted.
func chatText(body []byte) (string, error) {
	text, finishes, _, err := chatStream(body)
	if err == nil && finishes != 1 {
		err = fmt.Errorf("a stream with %d finishes", finishes)
	}
	return text, err
}

// botText gives the text of the events of a bot, which must be done.
func botText(body []byte) (string, error) {
	var text strings.Builder
	events := strings.Split(strings.TrimSuffix(string(body), "\n\n"), "\n\n")
	for i, event := range events {
		name, payload, _ := strings.Cut(strings.TrimPrefix(event, "event: "), "\ndata: ")
		switch name {
		case "done":
			if i == len(events)-1 {
				return text.String(), nil
			}
			return "", fmt.Errorf("an event after done: %.300s", events[i+1])
		case "text":
			var said struct{ Text string }
			if err := json.Unmarshal([]byte(payload), &said); err != nil {
				return "", fmt.Errorf("%w in event %d: %.300s", err, i, event)
			}
			text.WriteString(said.Text)
		case "meta", "json":
		default:
			return "", fmt.Errorf("not an event of an answer: %.300s", event)
		}
	}
	return "", fmt.Errorf("a stream without done, of %d bytes", len(body))
}
