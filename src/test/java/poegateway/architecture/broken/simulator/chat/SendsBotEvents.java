package poegateway.architecture.broken.simulator.chat;

import poegateway.architecture.broken.simulator.bot.BotEvent;

public class SendsBotEvents {
    final BotEvent event = new BotEvent();
}
