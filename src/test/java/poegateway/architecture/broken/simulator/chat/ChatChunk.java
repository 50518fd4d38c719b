package poegateway.architecture.broken.simulator.chat;

public class ChatChunk {}
