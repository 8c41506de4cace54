/** Pictures: grids of images and charts of training. */
package dev.vae.examples.draw;
