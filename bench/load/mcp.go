package load

import (
	"encoding/json"
	"fmt"
	"sort"
	"strings"

	"poegateway/bench/upstream"
)

const (
	mcpPath    = "/mcp"
	mcpHeaders = "MCP-Protocol-Version: 2026-07-28\r\nMcp-Method: %s\r\n"
	mcpMeta    = `"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28",` +
		`"io.modelcontextprotocol/clientCapabilities":{}}`
	// shortChunks are the words of a short answer; the upstream stamps them, so that each is other.
	shortChunks = 2
)

// McpTools lists the tools of the MCP endpoint.
func McpTools() Pair {
	form := `{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{` + mcpMeta + `%.0s%.0s}}`
	return Pair{mcpPath, fmt.Sprintf(mcpHeaders, "tools/list"), form, "", toolNames,
		"ask_poe generate_audio generate_image generate_video get_job get_usage list_models"}
}

// McpAsk asks a model through the MCP endpoint, for a short answer.
func McpAsk() Pair {
	form := `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"ask_poe","arguments":{"bot":"` +
		upstream.ChatModel + `","system":"%s","prompt":"%s"},` + mcpMeta + `}}`
	return Pair{mcpPath, fmt.Sprintf(mcpHeaders, "tools/call") + "Mcp-Name: ask_poe\r\n", form,
		upstream.PacedQuestion(shortChunks, 0), shapeOfStamps, "two stamps"}
}

func toolNames(body []byte) (string, error) {
	var got struct {
		Result struct{ Tools []struct{ Name string } }
	}
	if err := json.Unmarshal(body, &got); err != nil {
		return "", fmt.Errorf("%w in %.300s", err, body)
	}
	var names []string
	for _, tool := range got.Result.Tools {
		names = append(names, tool.Name)
	}
	sort.Strings(names)
	return strings.Join(names, " "), nil
}

func shapeOfStamps(body []byte) (string, error) {
	var got struct {
		Result struct {
			IsError bool
			Content []struct{ Text string }
		}
	}
	if err := json.Unmarshal(body, &got); err != nil {
		return "", fmt.Errorf("%w in %.300s", err, body)
	}
	if got.Result.IsError || len(got.Result.Content) == 0 {
		return "", fmt.Errorf("not an answer: %.300s", body)
	}
	text := got.Result.Content[0].Text
	if len(text) != shortChunks*upstream.StampDigits || strings.Trim(text, "0123456789") != "" {
		return "", fmt.Errorf("the text is %.300q", text)
	}
	return "two stamps", nil
}
