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
		return row{report.Row{Name: name, Title: title, Unit: "replies"},
			func(ctx context.Context, address string) load.Prepared {
				return load.Whole(ctx, address, callers, scale.length)
			}}
	}
	return []row{
		json("json-1", "JSON, c=1", 1),
		json("json-16", "JSON, c=16", 16),
		json("json-64", "JSON, c=64", 64),
		{report.Row{Name: "burst", Title: "bursts of 200 chunks, c=16", Unit: "streams"},
			func(ctx context.Context, address string) load.Prepared {
				return load.Bursts(ctx, address, burstCallers, scale.length)
			}},
		{report.Row{Name: "paced", Title: "500 paced streams", Unit: "chunks"},
			func(ctx context.Context, address string) load.Prepared {
				return load.Paced(ctx, address, scale.pacedStreams, scale.pacedChunks, scale.pacedEvery)
			}},
	}
}
