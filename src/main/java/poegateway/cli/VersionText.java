package poegateway.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.jar.Manifest;
import picocli.CommandLine.IVersionProvider;
import poegateway.app.Banner;

/** What runs: the version, the commit and the jar that it was built from and into, and the Java that runs it. */
final class VersionText implements IVersionProvider {
    private static final String UNKNOWN = "unknown";
    private static final int DIGITS = 12;

    @Override
    public String[] getVersion() {
        Runtime.Version java = Runtime.version();
        return new String[] {
            "poe-gateway " + Banner.version(),
            "  commit  " + commit(),
            "  build   " + build(),
            "  java    " + java + ", " + System.getProperty("java.vendor") + ", in " + System.getProperty("java.home"),
            "  system  " + System.getProperty("os.name") + " " + System.getProperty("os.arch")
        };
    }

    /** As the build wrote it into the manifest; a build outside a clone knows none. */
    private static String commit() {
        Path jar = jar();
        if (!Files.isRegularFile(jar)) {
            return UNKNOWN;
        }
        try (var files = new java.util.jar.JarFile(jar.toFile())) {
            Manifest manifest = files.getManifest();
            String commit =
                    manifest == null ? null : manifest.getMainAttributes().getValue("Commit");
            return commit == null || !commit.matches("[0-9a-f]{7,40}") ? UNKNOWN : commit;
        } catch (IOException unreadable) {
            return UNKNOWN;
        }
    }

    /** The beginning of the jar's checksum, by which two machines see whether they run the same. */
    private static String build() {
        Path jar = jar();
        if (!Files.isRegularFile(jar)) {
            return "classes in a folder, no jar";
        }
        try (InputStream in = Files.newInputStream(jar)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] block = new byte[1 << 16];
            for (int read = in.read(block); read >= 0; read = in.read(block)) {
                digest.update(block, 0, read);
            }
            return "sha256 " + HexFormat.of().formatHex(digest.digest()).substring(0, DIGITS) + " of "
                    + jar.getFileName();
        } catch (IOException | NoSuchAlgorithmException unreadable) {
            return UNKNOWN;
        }
    }

    private static Path jar() {
        try {
            return Path.of(VersionText.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
