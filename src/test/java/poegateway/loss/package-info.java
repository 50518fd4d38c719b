/** Proves that no member of a request or reply gets lost without a word where dialects are translated. */
package poegateway.loss;
