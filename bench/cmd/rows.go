package main

import (
	"context"
	"time"

	"poegateway/bench/load"
	"poegateway/bench/report"
)

// burstCallers ask for bursts at once.
const burstCallers = 16

// row is a kind of load that can be put on an address.
type row struct {
	report.Row
	prepare func(ctx context.Context, address string) load.Prepared
	// gatewayOnly says that the row is translated, or is held against the gateway's own chat.
	gatewayOnly bool
}

// carriedBy says whether a contender can carry the row.
func (r row) carriedBy(contender string) bool {
	return !r.gatewayOnly || contender == report.Gateway || contender == report.Before
}

// scale is how long and how much is measured.
type scale struct {
	length       time.Duration
	pacedStreams int
	pacedChunks  int
	pacedEvery   time.Duration
	rounds       int
	starts       int
	// warmUpSlices is the most that each kind of load may take in the warm-up.
	warmUpSlices int
	endurance    endurance
}

var fullScale = scale{
	length: 3 * time.Second, pacedStreams: 500, pacedChunks: 20, pacedEvery: 200 * time.Millisecond,
	rounds: 5, starts: 5, warmUpSlices: 30, endurance: fullEndurance,
}

var quickScale = scale{
	length: 500 * time.Millisecond, pacedStreams: 500, pacedChunks: 5, pacedEvery: 200 * time.Millisecond,
	rounds: 3, starts: 2, warmUpSlices: 30, endurance: quickEndurance,
}

func rows(scale scale) []row {
	json := func(name, title string, callers int) row {
		return row{Row: report.Row{Name: name, Title: title, Unit: "replies"},
			prepare: func(ctx context.Context, address string) load.Prepared {
				return load.Whole(ctx, address, callers, scale.length)
			}}
	}
	pair := func(name, title, unit string, pair load.Pair) row {
		return row{Row: report.Row{Name: name, Title: title, Unit: unit}, gatewayOnly: true,
			prepare: func(ctx context.Context, address string) load.Prepared {
				return load.Translated(ctx, address, pair, burstCallers, scale.length)
			}}
	}
	return []row{
		json("json-1", "JSON, c=1", 1),
		json("json-16", "JSON, c=16", 16),
		json("json-64", "JSON, c=64", 64),
		{Row: report.Row{Name: "burst", Title: "bursts of 200 chunks, c=16", Unit: "streams"},
			prepare: func(ctx context.Context, address string) load.Prepared {
				return load.Bursts(ctx, address, burstCallers, scale.length)
			}},
		{Row: report.Row{Name: "paced", Title: "500 paced streams", Unit: "chunks"},
			prepare: func(ctx context.Context, address string) load.Prepared {
				return load.Paced(ctx, address, scale.pacedStreams, scale.pacedChunks, scale.pacedEvery)
			}},
		pair("chat-bot", "bursts, chat to bot, c=16", "streams", load.ChatToBot()),
		pair("bot-chat", "bursts, bot to chat, c=16", "streams", load.BotToChat()),
		pair("chat-bot-json", "JSON, chat to bot, c=16", "replies", load.WholeChatToBot()),
		pair("responses", "bursts, responses, c=16", "streams", load.Responses()),
		pair("messages", "bursts, messages, c=16", "streams", load.Messages()),
		pair("responses-chat", "bursts, responses to chat, c=16", "streams", load.ResponsesToChat()),
		pair("messages-chat", "bursts, messages to chat, c=16", "streams", load.MessagesToChat()),
		pair("mcp-tools", "tools/list of MCP, c=16", "replies", load.McpTools()),
		pair("mcp-ask", "a short ask_poe of MCP, c=16", "replies", load.McpAsk()),
	}
}
