package load

import (
	"fmt"
	"strings"
	"time"

	"poegateway/bench/upstream"
)

const requestBodyBytes = 1024

// wholeRequest asks for a reply in one piece.
func wholeRequest(address string) []byte {
	return request(address, "", "whole: what does a gateway add?")
}

func burstRequest(address string) []byte {
	return request(address, streamed, upstream.BurstQuestion)
}

func pacedRequest(address string, chunks int, every time.Duration) []byte {
	return request(address, streamed, upstream.PacedQuestion(chunks, every))
}

const streamed = `"stream":true,"stream_options":{"include_usage":true},`

// request is what an OpenAI client sends: about 1 KB, with the instructions making up the length.
func request(address, options, question string) []byte {
	return filled(address, chatPath, "", chatForm(options), question)
}

const chatPath = "/v1/chat/completions"

func chatForm(options string) string {
	return `{"model":"Claude-Sonnet-4.6",` + options + `"temperature":0.7,"max_tokens":512,"messages":[` +
		`{"role":"system","content":"%s"},{"role":"user","content":"%s"}]}`
}

// filled is a request whose body has a place for filler and one for the question; headers end with a line end each.
func filled(address, path, headers, form, question string) []byte {
	filler := strings.Repeat("Answer briefly and in plain words. ", requestBodyBytes/30)
	body := fmt.Sprintf(form, "", question)
	body = fmt.Sprintf(form, filler[:requestBodyBytes-len(body)], question)
	head := fmt.Sprintf("POST %s HTTP/1.1\r\nHost: %s\r\nAccept: application/json\r\n"+
		"Content-Type: application/json\r\nUser-Agent: OpenAI/Python 2.8.0\r\nAuthorization: Bearer any\r\n"+
		"Accept-Encoding: gzip, deflate\r\n%sContent-Length: %d\r\n\r\n", path, address, headers, len(body))
	return []byte(head + body)
}
