package report

import "fmt"

// bar is what the gateway shall reach.
type bar struct {
	text string
	// row is the row that it is about; empty for none.
	row    string
	format string
	// most: the figure must not be above the limit; otherwise not below.
	most   bool
	limit  float64
	figure func(t Transport, row string) (float64, bool)
}

func bars() []bar {
	return []bar{
		{"JSON c=64: throughput against nginx at least 0.22", "json-64", "%.2f", false, 0.22, againstNginx(rate)},
		{"JSON c=64: CPU against nginx at most 6", "json-64", "%.1f", true, 6, againstNginx(cpu)},
		{"JSON c=1: added at p50 at most 120 µs", "json-1", "%.0f µs", true, 120, added(p50)},
		{"bursts: throughput against nginx at least 0.35", "burst", "%.2f", false, 0.35, againstNginx(rate)},
		{"bursts: CPU against nginx at most 4", "burst", "%.1f", true, 4, againstNginx(cpu)},
		{"paced: added at p50 at most 100 µs a chunk", "paced", "%.0f µs", true, 100, added(p50)},
		{"paced: added at p99 at most 10,000 µs a chunk", "paced", "%.0f µs", true, 10000, added(p99)},
		{"chat to bot: CPU a chunk at most 1.6 of chat's", "chat-bot", "%.2f", true, 1.6, againstRow("burst")},
		{"bot to chat: CPU a chunk at most 1.6 of chat's", "bot-chat", "%.2f", true, 1.6, againstRow("burst")},
		{"chat to bot: CPU a JSON call at most 1.5 of chat's", "chat-bot-json", "%.2f", true, 1.5, againstRow("json-16")},
		{"responses: CPU a chunk at most 1.3 of chat's", "responses", "%.2f", true, 1.3, againstRow("burst")},
		{"messages: CPU a chunk at most 1.3 of chat's", "messages", "%.2f", true, 1.3, againstRow("burst")},
		{"responses to chat: CPU a chunk at most 1.6 of chat's", "responses-chat", "%.2f", true, 1.6, againstRow("burst")},
		{"messages to chat: CPU a chunk at most 1.6 of chat's", "messages-chat", "%.2f", true, 1.6, againstRow("burst")},
		{"idle after start: at most 150 MiB", "", "%.0f MiB", true, 150, idle},
		{"after 30 s of JSON, c=64: at most 250 MiB", "", "%.0f MiB", true, 250, endures(jsonMiB)},
		{"60 s later: at most 170 MiB", "", "%.0f MiB", true, 170, endures(restedMiB)},
		{"2,000 paced streams: at most 350 MiB", "", "%.0f MiB", true, 350, endures(pacedMiB)},
		{"JSON c=1: p99 once warm at most 1,000 µs", "", "%.0f µs", true, 1000, endures(warmP99)},
	}
}

func againstNginx(figure func(Result) float64) func(Transport, string) (float64, bool) {
	return func(t Transport, row string) (float64, bool) { return t.against(row, Gateway, Nginx, figure, ratio) }
}

// againstRow holds the gateway's CPU against its own in another row of the same round.
func againstRow(other string) func(Transport, string) (float64, bool) {
	return func(t Transport, row string) (float64, bool) {
		var figures []float64
		for _, mine := range t.of(row, Gateway) {
			for _, its := range t.of(other, Gateway) {
				if its.Round == mine.Round {
					figures = append(figures, ratio(mine.CPUMicros, its.CPUMicros))
				}
			}
		}
		return median(figures)
	}
}

func added(figure func(Result) float64) func(Transport, string) (float64, bool) {
	return func(t Transport, row string) (float64, bool) {
		return t.against(row, Gateway, Direct, figure, difference)
	}
}

func idle(t Transport, _ string) (float64, bool) {
	if program, known := t.program(Gateway); known {
		return program.IdleMiB, known
	}
	return t.endured(Gateway, freshMiB)
}

// Bars says of each bar what was reached over each transport.
func (r Report) Bars() string {
	head := []string{"bar", "met?"}
	for _, transport := range r.Transports {
		head = append(head, transport.Name)
	}
	lines := [][]string{head}
	for _, bar := range bars() {
		line := []string{bar.text, ""}
		met, judged := true, false
		for _, transport := range r.Transports {
			if transport.failed(bar.row) {
				line = append(line, "FAILED")
				judged, met = true, false
				continue
			}
			figure, known := bar.figure(transport, bar.row)
			line = append(line, cell(bar.format)(figure, known))
			judged = judged || known
			met = met && known && bar.holds(figure)
		}
		if judged {
			line[1] = map[bool]string{true: "met", false: "missed"}[met]
		}
		lines = append(lines, line)
	}
	return aligned(lines)
}

// failed says whether a row has errors with any contender, so that its figures count for nothing.
func (t Transport) failed(row string) bool {
	for _, contender := range []string{Direct, Nginx, Before, Gateway} {
		if errors, _ := t.errors(row, contender); errors > 0 {
			return true
		}
	}
	return false
}

func (b bar) holds(figure float64) bool {
	if b.most {
		return figure <= b.limit
	}
	return figure >= b.limit
}

// OthersLine says how busy programs outside the benchmark kept the machine.
func (r Report) OthersLine() string {
	var shares []float64
	for _, transport := range r.Transports {
		for _, result := range transport.Results {
			shares = append(shares, result.OthersShare)
		}
	}
	share, _ := median(shares)
	return fmt.Sprintf("Programs outside the benchmark used %.0f %% of the machine meanwhile (median of all rows).", 100*share)
}
