/** What a model does for those that ask, over tensors and over rows of JSON. */
package dev.vae.serve.model;
