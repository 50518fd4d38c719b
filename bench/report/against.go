package report

import "fmt"

// worseLimit is what CPU for a unit may be of that before.
const worseLimit = 1.05

// Against holds the gateway against the one before it, round by round; empty where there was none.
func (r Report) Against() string {
	lines := [][]string{{"", "", "CPU µs before", "CPU µs", "CPU / before", "rate / before", "p99 / before", "worse by over 5 %?"}}
	for _, transport := range r.Transports {
		title := transport.Name
		for _, row := range r.Rows {
			ratioOfCPU, known := transport.against(row.Name, Gateway, Before, cpu, ratio)
			if !known {
				continue
			}
			verdict := map[bool]string{true: "WORSE", false: "no"}[ratioOfCPU > worseLimit]
			if errors, first := transport.errors(row.Name, Gateway); errors > 0 {
				verdict = fmt.Sprintf("FAILED: %s", oneLine(first))
			}
			lines = append(lines, []string{
				title, row.Title,
				cell("%.1f")(transport.middle(row.Name, Before, cpu)),
				cell("%.1f")(transport.middle(row.Name, Gateway, cpu)),
				cell("%.3f")(ratioOfCPU, true),
				cell("%.3f")(transport.against(row.Name, Gateway, Before, rate, ratio)),
				cell("%.2f")(transport.against(row.Name, Gateway, Before, p99, ratio)),
				verdict,
			})
			title = ""
		}
	}
	if len(lines) == 1 {
		return ""
	}
	return aligned(lines)
}
