package report

import "strings"

// Text is what stands on the terminal in the end.
func (r Report) Text() string {
	var out strings.Builder
	for _, transport := range r.Transports {
		out.WriteString("\n" + transport.Title + "\n\n" + r.Figures(transport))
	}
	for _, table := range []string{r.Against(), r.EnduranceTable()} {
		if table != "" {
			out.WriteString("\n" + table)
		}
	}
	out.WriteString("\n" + r.Costs() + "\n" + r.Bars() + "\n" + r.OthersLine() + "\n")
	return out.String()
}
