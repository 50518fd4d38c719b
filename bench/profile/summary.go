package profile

import (
	"fmt"
	"sort"
	"strings"
)

const (
	hotMethods = 40
	ownFrames  = 40
	enclosing  = 90
	// wrapping is the share from which a frame only says that there was a request.
	wrapping = 80
)

// Summary groups the samples: by part, by system call, by running method, and by the innermost frame of the gateway or
// of a library, which says who called the JDK.
func Summary(samples []Sample) string {
	byPart, bySystemCall, byMethod, byCaller, within := counts{}, counts{}, counts{}, counts{}, counts{}
	callsOf := map[string]counts{}
	total := 0
	for _, sample := range samples {
		if sample.Failed || len(sample.Frames) == 0 {
			byPart["(no stack)"]++
			total++
			continue
		}
		total++
		part := partOf(sample)
		byPart[part]++
		byMethod[sample.Frames[0]]++
		byCaller[caller(sample)]++
		for frame := range outsideJDK(sample) {
			within[frame]++
		}
		if call := systemCall(sample); call != "" {
			bySystemCall[call]++
			if callsOf[part] == nil {
				callsOf[part] = counts{}
			}
			callsOf[part][call]++
		}
	}
	var out strings.Builder
	fmt.Fprintf(&out, "%d samples of CPU time\n\n", total)
	out.WriteString("by part: the innermost frame that belongs to one\n")
	for _, entry := range byPart.sorted() {
		fmt.Fprintf(&out, "%6.1f %%  %-26s %s\n", percent(entry.count, total), entry.name, calls(callsOf[entry.name], total))
	}
	out.WriteString("\nin system calls\n" + bySystemCall.table(total, len(systemCalls)))
	out.WriteString("\nrunning methods\n" + byMethod.table(total, hotMethods))
	out.WriteString("\ninnermost frame outside the JDK\n" + byCaller.table(total, ownFrames))
	out.WriteString("\nwithin, with all that was called from there\n" + within.below(total*wrapping/100).table(total, enclosing))
	return out.String()
}

func calls(of counts, total int) string {
	var words []string
	for _, entry := range of.sorted() {
		words = append(words, fmt.Sprintf("%s %.1f %%", entry.name, percent(entry.count, total)))
	}
	if len(words) == 0 {
		return ""
	}
	return "of it " + strings.Join(words, ", ")
}

// systemCall looks at the first frames only: the call itself runs in the kernel.
func systemCall(sample Sample) string {
	return systemCalls[sample.Frames[0]]
}

func caller(sample Sample) string {
	for _, frame := range sample.Frames {
		if !ofJDK(frame) {
			return frame
		}
	}
	return "(JDK) " + sample.Frames[len(sample.Frames)-1]
}

func outsideJDK(sample Sample) map[string]bool {
	frames := map[string]bool{}
	for _, frame := range sample.Frames {
		if !ofJDK(frame) {
			frames[frame] = true
		}
	}
	return frames
}

func ofJDK(frame string) bool {
	for _, prefix := range []string{"java.", "javax.", "jdk.", "sun.", "com.sun."} {
		if strings.HasPrefix(frame, prefix) {
			return true
		}
	}
	return false
}

type counts map[string]int

type entry struct {
	name  string
	count int
}

func (c counts) sorted() []entry {
	var entries []entry
	for name, count := range c {
		entries = append(entries, entry{name, count})
	}
	sort.Slice(entries, func(i, j int) bool {
		return entries[i].count > entries[j].count || entries[i].count == entries[j].count && entries[i].name < entries[j].name
	})
	return entries
}

func (c counts) below(most int) counts {
	kept := counts{}
	for name, count := range c {
		if count < most {
			kept[name] = count
		}
	}
	return kept
}

func (c counts) table(total, most int) string {
	var out strings.Builder
	for i, entry := range c.sorted() {
		if i == most {
			break
		}
		fmt.Fprintf(&out, "%6.1f %%  %s\n", percent(entry.count, total), entry.name)
	}
	return out.String()
}

func percent(count, total int) float64 { return 100 * float64(count) / float64(total) }
