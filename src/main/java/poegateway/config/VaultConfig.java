package poegateway.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import poegateway.config.setting.ByteSize;
import poegateway.config.setting.Doc;
import poegateway.config.setting.InvalidSetting;

/** What is kept on disk for callers, and how much of it. */
public record VaultConfig(
        @Doc(
                value = "Folder on disk for callers' files, for what models made, and for large parts of forms; "
                        + "created when it is first needed. What is left in it by a process that died is "
                        + "deleted at the next start.",
                standard = "`vault` beside `auth.key-file`",
                mayBeAbsent = true)
        Optional<Path> folder,

        @Doc("How long a file is kept, at most.") Duration keepFor,

        @Doc("Most files that are kept; the one that would expire soonest is dropped first.")
        int count,

        @Doc("Most bytes of files that are kept, and as much again for requests in progress.")
        ByteSize bytes,

        @Doc("Most files that are kept for one caller.") int countPerCaller,

        @Doc("Most bytes of files of one caller, and so of one file.")
        ByteSize bytesPerCaller) {
    private static final int COUNT_MAX = 1_000_000;
    private static final Duration KEEP_FOR_MAX = Duration.ofMinutes(60);

    public VaultConfig {
        InvalidSetting.unless(
                keepFor.isPositive() && keepFor.compareTo(KEEP_FOR_MAX) <= 0,
                "keep-for",
                "must be more than 0s, at most 60m");
        InvalidSetting.unlessBetween(1, COUNT_MAX, count, "count");
        InvalidSetting.unless(bytes.bytes() > 0, "bytes", "must be more than 0B");
        InvalidSetting.unlessBetween(1, COUNT_MAX, countPerCaller, "count-per-caller");
        InvalidSetting.unless(bytesPerCaller.bytes() > 0, "bytes-per-caller", "must be more than 0B");
    }

    public static VaultConfig defaults() {
        return new VaultConfig(
                Optional.empty(),
                Duration.ofMinutes(60),
                10_000,
                ByteSize.ofMebibytes(2048),
                1_000,
                ByteSize.ofMebibytes(512));
    }
}
