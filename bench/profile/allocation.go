package profile

import (
	"context"
	"fmt"
	"strings"
)

const allocationLines = 25

// Allocations is a table of what was allocated, by class and by who asked. Each time a thread takes a new piece of the
// heap for itself, the piece is put down to the object that came to lie first in it; over many pieces that is fair. (The
// sampler behind jfr's own views is not, for threads that live as briefly as a request.)
func (r *Recording) Allocations(ctx context.Context, units int) (string, error) {
	const event = "jdk.ObjectAllocationInNewTLAB"
	text, err := r.tool(ctx, "jfr", "print", "--exact", "--events", event, "--stack-depth", "64", r.file)
	if err != nil {
		return "", err
	}
	byClass, byCaller, within := counts{}, counts{}, counts{}
	total := 0
	for _, sample := range parse(text, event) {
		total += sample.Bytes
		byClass[sample.Class] += sample.Bytes
		if len(sample.Frames) > 0 {
			byCaller[caller(sample)] += sample.Bytes
		}
		for frame := range outsideJDK(sample) {
			within[frame] += sample.Bytes
		}
	}
	if total == 0 || units == 0 {
		return "no allocations were recorded\n", nil
	}
	var out strings.Builder
	fmt.Fprintf(&out, "%d bytes allocated per unit\n", total/units)
	out.WriteString("\nby class\n" + byClass.table(total, allocationLines))
	out.WriteString("\nby innermost frame outside the JDK\n" + byCaller.table(total, allocationLines))
	out.WriteString("\nwithin, with all that was called from there\n" +
		within.below(total*wrapping/100).table(total, allocationLines*2))
	return out.String(), nil
}
