package poegateway.architecture.broken.account;

import poegateway.architecture.broken.front.Prints;

public class SeesFront {
    final Prints front = new Prints();
}
