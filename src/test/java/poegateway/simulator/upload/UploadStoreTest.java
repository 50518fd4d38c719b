package poegateway.simulator.upload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UploadStoreTest {
    private final UploadStore store = new UploadStore();

    private static UploadedFile file(String path, int bytes) {
        return new UploadedFile(path, "name", "text/plain", new byte[bytes]);
    }

    private List<String> paths() {
        return store.files().stream().map(UploadedFile::path).toList();
    }

    @Test
    void aFileIsFoundByItsPath() {
        UploadedFile file = file("/base/text/1", 1);
        store.add(file);

        assertEquals(Optional.of(file), store.find("/base/text/1"));
        assertEquals(Optional.empty(), store.find("/base/text/2"));
    }

    @Test
    void theOldestAreDroppedWhenThereAreTooMany() {
        for (int i = 0; i <= UploadStore.FILES_KEPT; i++) {
            store.add(file("/" + i, 0));
        }

        assertEquals(UploadStore.FILES_KEPT, store.files().size());
        assertEquals("/1", paths().getFirst());
    }

    @Test
    void theOldestAreDroppedWhenTheyAreTooLargeTogether() {
        int half = (int) UploadStore.BYTES_KEPT / 2;
        store.add(file("/1", half));
        store.add(file("/2", half));
        assertEquals(List.of("/1", "/2"), paths());

        store.add(file("/3", 1));
        assertEquals(List.of("/2", "/3"), paths());
        store.add(file("/2", half));
        store.add(file("/4", half - 1));
        assertEquals(List.of("/3", "/2", "/4"), paths(), "a file that is replaced counts once");
    }

    @Test
    void theLargestFileFits() {
        assertTrue(UploadForm.MAX_FILE_BYTES <= UploadStore.BYTES_KEPT);
    }
}
