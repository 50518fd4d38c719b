package poegateway.architecture.broken.simulator.bot;

public class BotEvent {}
