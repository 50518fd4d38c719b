package poegateway.mcp.tools;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Optional;
import poegateway.catalog.ModelCard;
import poegateway.catalog.ModelPrices;
import poegateway.core.Usage;
import poegateway.mcp.message.McpJson;

/**
 * What calls of models cost by Poe's list of prices; an estimate, since Poe's counts are.
 *
 * @param dollars in US dollars
 */
record Cost(BigDecimal dollars) {
    /** One call; empty where Poe lists no price. */
    static Optional<Cost> of(Usage counted, Optional<ModelCard> card) {
        return card.flatMap(known -> known.callDollars(counted)).map(Cost::new);
    }

    /**
     * Calls that make media; empty where Poe lists no price for a call. Its price for a picture is none: with the models that have one it is
     * that of a token, of which a picture has a thousand and more. Neither is a price of nothing: what is paid by the letter has one.
     */
    static Optional<Cost> ofMedia(Optional<ModelCard> card, long count) {
        return card.map(ModelCard::prices)
                .flatMap(ModelPrices::requestDollars)
                .filter(one -> one.signum() > 0)
                .map(one -> new Cost(one).times(count));
    }

    Cost times(long count) {
        return new Cost(dollars.multiply(BigDecimal.valueOf(count)));
    }

    Cost plus(Cost more) {
        return new Cost(dollars.add(more.dollars));
    }

    /** In points of a Poe account. */
    long points() {
        return ModelPrices.points(dollars);
    }

    /** As answers of tools have it. */
    ObjectNode json() {
        return McpJson.object()
                .put("usd", plain(dollars))
                .put("points", points())
                .put("estimated", true);
    }

    static String plain(BigDecimal dollars) {
        return dollars.signum() == 0 ? "0" : dollars.stripTrailingZeros().toPlainString();
    }
}
