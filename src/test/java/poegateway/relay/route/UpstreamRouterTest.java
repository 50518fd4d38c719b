package poegateway.relay.route;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import poegateway.catalog.Modality;
import poegateway.catalog.ModelCard;
import poegateway.catalog.ModelPrices;
import poegateway.config.RoutingConfig;
import poegateway.config.RoutingRuleConfig;
import poegateway.core.FormEnforcement;
import poegateway.core.PromptCaching;
import poegateway.core.UpstreamWish;
import poegateway.core.Wishes;
import poegateway.dialect.WireFormat;
import poegateway.dialect.bot.BotFormat;
import poegateway.dialect.chat.ChatFormat;
import poegateway.dialect.completions.CompletionsFormat;
import poegateway.dialect.messages.MessagesFormat;
import poegateway.dialect.responses.ResponsesFormat;

class UpstreamRouterTest {
    private static final WireFormat CHAT = new ChatFormat();
    private static final WireFormat BOT = new BotFormat();
    private static final WireFormat COMPLETIONS = new CompletionsFormat();
    private static final WireFormat MARKED = new MessagesFormat();
    private static final WireFormat LISTED = new ListedFormat(CHAT, "/responses");
    private static final PoeDialects DIALECTS =
            new PoeDialects(CHAT, List.of(MARKED, LISTED), BOT, Optional.of(MARKED));
    private static final Optional<ModelCard> UNLISTED = Optional.empty();

    private final UpstreamRouter router = new UpstreamRouter(RoutingConfig.defaults(), DIALECTS);

    @Test
    void aChatCallerTakesChatWhereNothingIsKnownOfTheModel() {
        assertEquals(passing(CHAT), choose(CHAT, UNLISTED));
        assertEquals(passing(CHAT), choose(CHAT, card()));
    }

    @Test
    void aChatCallerTakesChatWhereTheCardListsItWhateverItPrefers() {
        assertEquals(passing(CHAT), choose(CHAT, card("/v1/responses", "/v1/chat/completions")));
    }

    @Test
    void aChatCallerIsTranslatedWhereTheCardListsOthersAlone() {
        assertEquals(nearest(LISTED), choose(CHAT, card("/v1/responses")));
    }

    @Test
    void anEndpointThatIsNoConversationChangesNothing() {
        assertEquals(passing(CHAT), choose(CHAT, card("/v1/videos")));
        assertEquals(nearest(CHAT), choose(LISTED, card("/v1/images")));
    }

    @Test
    void aDialectOfListedModelsPassesToThoseAloneAndNeverByGuess() {
        assertEquals(passing(LISTED), choose(LISTED, card("/v1/responses", "/v1/chat/completions")));
        assertEquals(nearest(CHAT), choose(LISTED, card("/v1/chat/completions")));
        assertEquals(nearest(CHAT), choose(LISTED, card()));
        assertEquals(nearest(CHAT), choose(LISTED, UNLISTED));
    }

    @Test
    void aDialectThatPoeDoesNotSpeakTakesTheNearestUnlessTheCardListsOthersAlone() {
        assertEquals(nearest(CHAT), choose(COMPLETIONS, card("/v1/responses", "/v1/chat/completions")));
        assertEquals(nearest(LISTED), choose(COMPLETIONS, card("/v1/videos", "/v1/responses")));
        assertEquals(nearest(CHAT), choose(COMPLETIONS, card("/v1/videos")));
        assertEquals(nearest(CHAT), choose(COMPLETIONS, UNLISTED));
    }

    @Test
    void theBotProtocolPassesToEveryModel() {
        assertEquals(passing(BOT), choose(BOT, card("/v1/responses")));
        assertEquals(passing(BOT), choose(BOT, UNLISTED));
    }

    @Test
    void theInterfaceThatACallerAsksForIsTaken() {
        assertEquals(
                new UpstreamRouter.Way(BOT, true, UpstreamRouter.Reason.ASKED),
                router.choose(CHAT, wish(UpstreamWish.BOT), "M", card("/v1/responses"), false));
        assertEquals(
                new UpstreamRouter.Way(LISTED, true, UpstreamRouter.Reason.ASKED),
                router.choose(BOT, wish(UpstreamWish.OPENAI), "M", card("/v1/responses"), false));
        assertEquals(
                new UpstreamRouter.Way(CHAT, false, UpstreamRouter.Reason.ASKED),
                router.choose(CHAT, wish(UpstreamWish.OPENAI), "M", UNLISTED, false));
    }

    @Test
    void theFirstRuleThatFitsTheModelGoesBeforeTheSettingForAll() {
        RoutingRuleConfig rule =
                new RoutingRuleConfig(List.of("Stable*"), Optional.of(UpstreamWish.BOT), Optional.empty());
        RoutingConfig settings = new RoutingConfig(
                UpstreamWish.OPENAI,
                List.of(rule),
                RoutingConfig.Loss.DROP,
                PromptCaching.OFF,
                FormEnforcement.INSTRUCT,
                1);
        UpstreamRouter configured = new UpstreamRouter(settings, DIALECTS);
        assertEquals(
                new UpstreamRouter.Way(BOT, true, UpstreamRouter.Reason.CONFIGURED),
                configured.choose(CHAT, Wishes.NONE, "StableDiffusionXL", UNLISTED, false));
        assertEquals(
                new UpstreamRouter.Way(CHAT, true, UpstreamRouter.Reason.CONFIGURED),
                configured.choose(BOT, Wishes.NONE, "M", UNLISTED, false));
    }

    @Test
    void aStreamOfAMakerOfPicturesIsAskedForWholeInTheSameDialect() {
        Optional<ModelCard> painter = Optional.of(card(Set.of(Modality.IMAGE)));
        assertEquals(
                new UpstreamRouter.Way(CHAT, true, UpstreamRouter.Reason.MEDIA),
                router.choose(CHAT, Wishes.NONE, "M", painter, true));
        assertEquals(passing(CHAT), router.choose(CHAT, Wishes.NONE, "M", painter, false));
        assertEquals(passing(BOT), router.choose(BOT, Wishes.NONE, "M", painter, true));
    }

    @Test
    void aModelThatKeepsMarkedPromptsIsAskedThatWayWhereThatIsPreferred() {
        Wishes prefer = Wishes.NONE.with(PromptCaching.PREFER);
        Optional<ModelCard> claude = card("/v1/messages", "/v1/responses", "/v1/chat/completions");
        for (WireFormat caller : List.of(CHAT, LISTED, COMPLETIONS, BOT)) {
            assertEquals(keeping(), router.choose(caller, prefer, "M", claude, true));
        }
        assertEquals(passing(MARKED), router.choose(MARKED, prefer, "M", claude, true));
        assertEquals(passing(CHAT), router.choose(CHAT, prefer, "M", card("/v1/chat/completions"), true));
        assertEquals(passing(CHAT), router.choose(CHAT, prefer, "M", UNLISTED, true));
        assertEquals(passing(CHAT), choose(CHAT, claude));
    }

    @Test
    void everyDialectReachesAModelByWhateverItLists() {
        WireFormat responses = new ResponsesFormat();
        UpstreamRouter all = new UpstreamRouter(
                RoutingConfig.defaults(), new PoeDialects(CHAT, List.of(MARKED, responses), BOT, Optional.of(MARKED)));
        Map<Optional<ModelCard>, WireFormat> spoken = Map.of(
                card("/v1/messages"),
                MARKED,
                card("/v1/responses"),
                responses,
                card("/v1/chat/completions"),
                CHAT,
                card("/v1/responses", "/v1/messages"),
                responses,
                card("/v1/videos"),
                CHAT,
                UNLISTED,
                CHAT);
        spoken.forEach((card, format) -> {
            for (WireFormat caller : List.of(CHAT, responses, MARKED, COMPLETIONS, BOT)) {
                boolean isOwn = !caller.equals(COMPLETIONS)
                        && card.filter(known -> known.endpoints().contains("/v1" + caller.path("M")))
                                .isPresent();
                WireFormat expected = isOwn ? caller : format;
                UpstreamRouter.Way way = all.choose(caller, wish(UpstreamWish.OPENAI), "M", card, true);
                assertEquals(expected, way.format(), caller + " to " + card);
                assertEquals(!caller.equals(way.format()), way.translated(), caller + " to " + card);
            }
        });
    }

    @Test
    void anInterfaceThatIsAskedForGoesBeforeThePromptCache() {
        Optional<ModelCard> claude = card("/v1/messages", "/v1/chat/completions");
        for (UpstreamWish upstream : List.of(UpstreamWish.BOT, UpstreamWish.OPENAI)) {
            UpstreamRouter.Way way = router.choose(CHAT, wish(upstream).with(PromptCaching.PREFER), "M", claude, true);
            assertEquals(
                    upstream == UpstreamWish.BOT
                            ? new UpstreamRouter.Way(BOT, true, UpstreamRouter.Reason.ASKED)
                            : keeping(),
                    way);
        }
    }

    @Test
    void thePromptCacheIsPreferredByRuleAndByRequest() {
        RoutingRuleConfig haiku =
                new RoutingRuleConfig(List.of("*haiku*"), Optional.empty(), Optional.of(PromptCaching.OFF));
        RoutingConfig settings = new RoutingConfig(
                UpstreamWish.AUTO,
                List.of(haiku),
                RoutingConfig.Loss.DROP,
                PromptCaching.PREFER,
                FormEnforcement.INSTRUCT,
                1);
        UpstreamRouter configured = new UpstreamRouter(settings, DIALECTS);
        Optional<ModelCard> claude = card("/v1/messages", "/v1/chat/completions");
        assertEquals(keeping(), configured.choose(CHAT, Wishes.NONE, "Claude-Opus-4.6", claude, true));
        assertEquals(passing(CHAT), configured.choose(CHAT, Wishes.NONE, "Claude-Haiku-4.5", claude, true));
        assertEquals(
                keeping(),
                configured.choose(CHAT, Wishes.NONE.with(PromptCaching.PREFER), "Claude-Haiku-4.5", claude, true));
        assertEquals(
                passing(CHAT),
                configured.choose(CHAT, Wishes.NONE.with(PromptCaching.OFF), "Claude-Opus-4.6", claude, true));
    }

    private static UpstreamRouter.Way keeping() {
        return new UpstreamRouter.Way(MARKED, true, UpstreamRouter.Reason.PROMPT_CACHE);
    }

    private UpstreamRouter.Way choose(WireFormat caller, Optional<ModelCard> card) {
        return router.choose(caller, Wishes.NONE, "M", card, true);
    }

    private static UpstreamRouter.Way passing(WireFormat format) {
        return new UpstreamRouter.Way(format, false, UpstreamRouter.Reason.SAME_DIALECT);
    }

    private static UpstreamRouter.Way nearest(WireFormat format) {
        return new UpstreamRouter.Way(format, true, UpstreamRouter.Reason.NEAREST);
    }

    private static Wishes wish(UpstreamWish upstream) {
        return new Wishes(Optional.of(upstream), Optional.empty(), Optional.empty(), Optional.empty());
    }

    private static Optional<ModelCard> card(String... endpoints) {
        return Optional.of(card(Set.of(Modality.TEXT), endpoints));
    }

    private static ModelCard card(Set<Modality> outputs, String... endpoints) {
        return new ModelCard(
                "M",
                "M",
                "somebody",
                OptionalLong.empty(),
                List.of(endpoints),
                Set.of(),
                outputs,
                Set.of(),
                List.of(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                ModelPrices.UNKNOWN);
    }
}
