package poegateway.wire.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonLeftoversTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'a':1,'b':2} | a | b",
                "{'a':{'b':1,'c':2}} | a | ",
                "{'a':{'b':1,'c':2}} | a a.b | a.c",
                "{'a':null,'b':[],'c':{},'d':''} | x | ",
                "{'a':[{'type':'t','b':1,'c':2}]} | a a[t] a[t].type a[t].b | a.c",
                "{'a':[{'type':'t','b':1},{'type':'u','b':2}]} | a a[t] | a.u",
                "{'a':[{'type':'t','b':1},{'type':'u','b':2}],'z':1} | ? a a[t] a[t].type a[?] | a.b",
                "{'a':[{'type':'t','l':[{'type':'x','m':1}]}]} | a a[t] a[t].type a[t].l a[t].l[x] a[t].l[x].type | a.l.m",
                "{'a':[1,'x',[2]]} | a a[t] | ",
            })
    void whatNoKnownPlaceHoldsIsNamedIfItSaysSomething(String json, String known, String expected) {
        Set<String> places = Set.copyOf(Arrays.asList(known.split(" ")));
        List<String> names = expected == null ? List.of() : List.of(expected.split(","));
        assertEquals(names, JsonLeftovers.of(json.replace('\'', '"').getBytes(UTF_8), places));
    }
}
