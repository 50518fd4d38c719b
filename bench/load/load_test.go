package load

import (
	"bufio"
	"context"
	"fmt"
	"net"
	"strings"
	"testing"
	"time"

	"poegateway/bench/upstream"
)

func TestARightReplyCounts(t *testing.T) {
	body := string(upstream.JSONBody())
	outcome := Whole(context.Background(), replying(t, whole("200 OK", body)), 2, 50*time.Millisecond).Run()
	if outcome.Errors > 0 || outcome.Units == 0 || outcome.P50Micros <= 0 || outcome.P99Micros < outcome.P50Micros {
		t.Errorf("%+v", outcome)
	}
}

func TestEveryWrongReplyIsAnError(t *testing.T) {
	body := string(upstream.JSONBody())
	wrong := map[string]string{
		"status":            whole("503 Service Unavailable", body),
		"text":              whole("200 OK", strings.Replace(body, "gateway", "getaway", 1)),
		"usage":             whole("200 OK", strings.Replace(body, "414", "415", 1)),
		"finish":            whole("200 OK", strings.Replace(body, `"stop"`, `"length"`, 1)),
		"not JSON":          whole("200 OK", body[:100]),
		"cut":               whole("200 OK", body)[:400],
		"no length":         "HTTP/1.1 200 OK\r\n\r\n" + body,
		"chunk size":        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n",
		"cut between chunk": "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1\r\n{\r\n",
	}
	for name, reply := range wrong {
		outcome := Whole(context.Background(), replying(t, reply), 1, 20*time.Millisecond).Run()
		if outcome.Errors == 0 || outcome.FirstError == "" || outcome.Units > 0 {
			t.Errorf("%s: %+v", name, outcome)
		}
	}
}

func TestAReplyThatDiffersFromTheFirstIsAnError(t *testing.T) {
	check := &likeFirst{meaning: wholeMeaning}
	body := upstream.JSONBody()
	if err := check.check(body); err != nil {
		t.Fatal(err)
	}
	if err := check.check(append([]byte(" "), body...)); err == nil {
		t.Error("a further blank was not seen")
	}
}

func TestStreamsMustBeComplete(t *testing.T) {
	event := `data: {"choices":[{"delta":{"content":"a"},"finish_reason":null}]}` + "\n\n"
	finish := `data: {"choices":[{"delta":{},"finish_reason":"stop"}]}` + "\n\n"
	usage := `data: {"choices":[],"usage":{"total_tokens":1}}` + "\n\n"
	done := "data: [DONE]\n\n"
	if text, err := streamMeaning([]byte(event + event + finish + usage + done)); err != nil || text != "aa" {
		t.Error(text, err)
	}
	for _, broken := range []string{
		event + finish + usage, event + usage + done, event + finish + done, event + finish + finish + usage + done,
		event + finish + usage + done + event, "event: error\n" + event + finish + usage + done,
	} {
		if _, err := streamMeaning([]byte(broken)); err == nil {
			t.Errorf("taken for complete: %s", broken)
		}
	}
}

func TestAPacedStreamTellsWhenEachChunkWasSent(t *testing.T) {
	sent := time.Now().Add(-time.Millisecond).UnixNano()
	event := fmt.Sprintf(`data: {"choices":[{"delta":{"content":"%020d"}}]}`, sent)
	if got, err := stamp([]byte(event)); err != nil || got != sent {
		t.Error(got, err)
	}
	if _, err := stamp([]byte(`data: {"choices":[{"delta":{"content":"short"}}]}`)); err == nil {
		t.Error("a chunk without a time was taken")
	}
}

func whole(status, body string) string {
	return fmt.Sprintf("HTTP/1.1 %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s", status, len(body), body)
}

// replying gives an address that answers each request with the same bytes, and hangs up after those that end early.
func replying(t *testing.T, reply string) string {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { listener.Close() })
	complete := strings.HasSuffix(reply, string(upstream.JSONBody()))
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			go func() {
				defer conn.Close()
				in := bufio.NewReader(conn)
				for {
					if line, err := in.ReadString('}'); err != nil || !strings.HasSuffix(line, `does a gateway add?"}`) {
						if err != nil {
							return
						}
						continue
					}
					in.Discard(2)
					if _, err := conn.Write([]byte(reply)); err != nil || !complete {
						return
					}
				}
			}()
		}
	}()
	return listener.Addr().String()
}

func TestAQueryOfABotMustBeAnsweredToTheEnd(t *testing.T) {
	event := "event: text\ndata: {\"text\":\"a\"}\n\n"
	done := "event: done\ndata: {}\n\n"
	if text, err := botText([]byte("event: meta\ndata: {}\n\n" + event + event + done)); err != nil || text != "aa" {
		t.Error(text, err)
	}
	for _, broken := range []string{event, event + done + event, "event: error\ndata: {}\n\n" + done, "event: text\ndata: {\n\n" + done} {
		if _, err := botText([]byte(broken)); err == nil {
			t.Errorf("taken for complete: %s", broken)
		}
	}
}

func TestEventsWithNamesMustEndAsTheirKindDoes(t *testing.T) {
	word := `event: response.output_text.delta` + "\n" + `data: {"type":"response.output_text.delta","delta":"a"}` + "\n\n"
	completed := `event: response.completed` + "\n" + `data: {"type":"response.completed","response":{"status":"completed"}}` + "\n\n"
	delta := `event: content_block_delta` + "\n" + `data: {"type":"content_block_delta","delta":{"text":"a"}}` + "\n\n"
	reason := `event: message_delta` + "\n" + `data: {"type":"message_delta","delta":{"stop_reason":"end_turn"}}` + "\n\n"
	stop := `event: message_stop` + "\n" + `data: {"type":"message_stop"}` + "\n\n"
	if text, err := responsesText([]byte(word + word + completed)); err != nil || text != "aa" {
		t.Error(text, err)
	}
	if text, err := messagesText([]byte(delta + delta + reason + stop)); err != nil || text != "aa" {
		t.Error(text, err)
	}
	for _, broken := range []string{word, completed + word, word + strings.Replace(completed, `status":"completed`, `status":"failed`, 1),
		word + completed[:20], strings.Replace(word, "event: response", "event: other", 1) + completed} {
		if _, err := responsesText([]byte(broken)); err == nil {
			t.Errorf("taken for complete: %s", broken)
		}
	}
	for _, broken := range []string{delta, delta + stop, delta + reason, delta + reason + reason + stop, delta + reason + stop + "event: error\n\n"} {
		if _, err := messagesText([]byte(broken)); err == nil {
			t.Errorf("taken for complete: %s", broken)
		}
	}
}
