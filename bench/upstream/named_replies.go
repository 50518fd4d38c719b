package upstream

import "fmt"

// namedEvent is an event whose name is the type in its data, as responses and messages have them.
func namedEvent(name, rest string) []byte {
	return []byte(fmt.Sprintf("event: %s\ndata: {\"type\":\"%s\"%s}\n\n", name, name, rest))
}

// responsesBurst gives the words of a burst as the events of a response.
func responsesBurst() [][]byte {
	var events [][]byte
	add := func(name, rest string) {
		events = append(events, namedEvent(name, fmt.Sprintf(`,"sequence_number":%d%s`, len(events), rest)))
	}
	const place = `,"item_id":"msg_1","output_index":0,"content_index":0`
	add("response.created", `,"response":`+response("in_progress", "", "null"))
	add("response.in_progress", `,"response":`+response("in_progress", "", "null"))
	add("response.output_item.added", `,"output_index":0,"item":`+responseItem("in_progress", ""))
	add("response.content_part.added", place+`,"part":`+outputText(""))
	for i := 0; i < BurstChunks; i++ {
		add("response.output_text.delta", place+`,"delta":"`+burstWord(i)+`","logprobs":[]`)
	}
	add("response.output_text.done", place+`,"text":"`+BurstText()+`","logprobs":[]`)
	add("response.content_part.done", place+`,"part":`+outputText(BurstText()))
	item := responseItem("completed", outputText(BurstText()))
	add("response.output_item.done", `,"output_index":0,"item":`+item)
	add("response.completed", `,"response":`+response("completed", item, responseUsage))
	return events
}

const responseUsage = `{"input_tokens":214,"input_tokens_details":{"cached_tokens":0},"output_tokens":200,` +
	`"output_tokens_details":{"reasoning_tokens":0},"total_tokens":414}`

func response(status, output, usage string) string {
	return fmt.Sprintf(`{"id":"resp_619617c67a071bd6","object":"response","created_at":1774579373,"status":"%s",`+
		`"error":null,"incomplete_details":null,"instructions":null,"max_output_tokens":512,"model":"%s","output":[%s],`+
		`"parallel_tool_calls":true,"temperature":0.7,"tool_choice":"auto","tools":[],"top_p":1.0,"usage":%s}`,
		status, ResponsesModel, output, usage)
}

func responseItem(status, content string) string {
	return fmt.Sprintf(`{"id":"msg_1","type":"message","status":"%s","role":"assistant","content":[%s]}`, status, content)
}

func outputText(text string) string {
	return fmt.Sprintf(`{"type":"output_text","text":"%s","annotations":[],"logprobs":[]}`, text)
}

// messagesBurst gives the same words as the events of a message.
func messagesBurst() [][]byte {
	events := [][]byte{
		namedEvent("message_start", `,"message":{"id":"msg_619617c67a071bd6","type":"message","role":"assistant","model":"`+
			MessagesModel+`","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":214,"output_tokens":1}}`),
		namedEvent("content_block_start", `,"index":0,"content_block":{"type":"text","text":""}`),
		namedEvent("ping", ""),
	}
	for i := 0; i < BurstChunks; i++ {
		events = append(events,
			namedEvent("content_block_delta", `,"index":0,"delta":{"type":"text_delta","text":"`+burstWord(i)+`"}`))
	}
	return append(events,
		namedEvent("content_block_stop", `,"index":0`),
		namedEvent("message_delta", `,"delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"output_tokens":200}`),
		namedEvent("message_stop", ""))
}
