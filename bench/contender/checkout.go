package contender

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// Checkout gives the folder of another gateway: the named one, or a clone of the named commit, which is kept for the next
// time beside what the bench builds.
func Checkout(ctx context.Context, root, folderOrCommit string) (string, error) {
	if _, err := os.Stat(filepath.Join(folderOrCommit, "poe-gateway")); err == nil {
		return filepath.Abs(folderOrCommit)
	}
	text, err := exec.CommandContext(ctx, "git", "-C", root, "rev-parse", "--verify", "--quiet", folderOrCommit+"^{commit}").Output()
	commit := strings.TrimSpace(string(text))
	if err != nil || commit == "" {
		return "", fmt.Errorf("--against %s is neither the folder of a gateway nor a commit", folderOrCommit)
	}
	folder := filepath.Join(root, "target", "bench", "against", commit[:12])
	if _, err := os.Stat(filepath.Join(folder, "poe-gateway")); err == nil {
		return folder, nil
	}
	if err := git(ctx, "clone", "--quiet", "--no-checkout", root, folder); err != nil {
		return "", err
	}
	return folder, git(ctx, "-C", folder, "checkout", "--quiet", "--detach", commit)
}

func git(ctx context.Context, words ...string) error {
	cmd := exec.CommandContext(ctx, "git", words...)
	cmd.Stderr = os.Stderr
	if err := cmd.Run(); err != nil {
		return fmt.Errorf("git %s: %w", words[0], err)
	}
	return nil
}
