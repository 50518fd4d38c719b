package poegateway.dialect.chat;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EditIdsTest {
    @Test
    void everyEditIsNamedInTheLifeOfARequest() throws IOException, IllegalAccessException {
        String page = Files.readString(Path.of("docs", "request-life.md"));
        Set<String> ids = new HashSet<>();
        for (Field field : EditIds.class.getDeclaredFields()) {
            if (field.getType() == String.class) {
                String id = (String) field.get(null);
                assertTrue(page.contains("`" + id + "`"), id);
                assertTrue(ids.add(id), id);
            }
        }
        assertFalse(ids.isEmpty());
    }
}
