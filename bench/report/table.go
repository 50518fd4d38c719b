package report

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// Figures is the table of all rows over one transport, readable as text and as Markdown.
func (r Report) Figures(t Transport) string {
	lines := [][]string{{"", "", "a second", "p50 µs", "p99 µs", "CPU µs", "rate / nginx", "CPU / nginx", "+p50 µs", "+p99 µs"}}
	for _, row := range r.Rows {
		title := row.Title + ": " + row.Unit
		for _, contender := range []string{Direct, Nginx, Before, Gateway} {
			if len(t.of(row.Name, contender)) > 0 {
				lines = append(lines, t.line(row, title, contender))
				title = ""
			}
		}
	}
	return aligned(lines)
}

func (t Transport) line(row Row, title, contender string) []string {
	line := []string{title, contender}
	if errors, first := t.errors(row.Name, contender); errors > 0 {
		return append(line, fmt.Sprintf("FAILED: %d errors, first: %s", errors, oneLine(first)), "", "", "", "", "", "", "")
	}
	line = append(line,
		cell("%.0f")(t.middle(row.Name, contender, rate)),
		cell("%.0f")(t.middle(row.Name, contender, p50)),
		cell("%.0f")(t.middle(row.Name, contender, p99)))
	if contender == Direct {
		return append(line, "", "", "", "", "")
	}
	line = append(line, cell("%.1f")(t.middle(row.Name, contender, cpu)))
	if contender == Nginx {
		line = append(line, "", "")
	} else {
		line = append(line,
			cell("%.2f")(t.against(row.Name, contender, Nginx, rate, ratio)),
			cell("%.1f")(t.against(row.Name, contender, Nginx, cpu, ratio)))
	}
	return append(line,
		cell("%.0f")(t.against(row.Name, contender, Direct, p50, difference)),
		cell("%.0f")(t.against(row.Name, contender, Direct, p99, difference)))
}

func (t Transport) errors(row, contender string) (sum int, first string) {
	for _, result := range t.of(row, contender) {
		if sum == 0 {
			first = result.FirstError
		}
		sum += result.Errors
	}
	return sum, first
}

// Costs is the table of start and memory.
func (r Report) Costs() string {
	lines := [][]string{{"", "", "start ms", "idle MiB", "idle after load MiB", "peak MiB"}}
	for _, transport := range r.Transports {
		title := transport.Name
		for _, contender := range []string{Nginx, Before, Gateway} {
			program, known := transport.program(contender)
			if !known {
				continue
			}
			lines = append(lines, []string{
				title, program.Contender, cell("%.0f")(median(program.StartMillis)),
				fmt.Sprintf("%.0f", program.IdleMiB), fmt.Sprintf("%.0f", program.AfterLoadMiB),
				fmt.Sprintf("%.0f", program.PeakMiB),
			})
			title = ""
		}
	}
	return aligned(lines)
}

func cell(format string) func(float64, bool) string {
	return func(figure float64, known bool) string {
		if !known {
			return "-"
		}
		return fmt.Sprintf(format, figure)
	}
}

func oneLine(text string) string {
	return strings.ReplaceAll(strings.Join(strings.Fields(text), " "), "|", "\\|")
}

// aligned pads the cells; figures stand to the right, the first two columns to the left.
func aligned(lines [][]string) string {
	widths := make([]int, len(lines[0]))
	for _, line := range lines {
		for i, text := range line {
			if width := utf8.RuneCountInString(text); width > widths[i] && width <= 60 {
				widths[i] = width
			}
		}
	}
	var out strings.Builder
	for number, line := range lines {
		for i, text := range line {
			pad := strings.Repeat(" ", atLeast0(widths[i]-utf8.RuneCountInString(text)))
			if i < 2 {
				out.WriteString("| " + text + pad + " ")
			} else {
				out.WriteString("| " + pad + text + " ")
			}
		}
		out.WriteString("|\n")
		if number == 0 {
			for i, width := range widths {
				if i < 2 {
					out.WriteString("|" + strings.Repeat("-", width+2))
				} else {
					out.WriteString("|" + strings.Repeat("-", width+1) + ":")
				}
			}
			out.WriteString("|\n")
		}
	}
	return out.String()
}

func atLeast0(number int) int {
	if number < 0 {
		return 0
	}
	return number
}
