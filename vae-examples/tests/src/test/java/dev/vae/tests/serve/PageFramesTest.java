package dev.vae.tests.serve;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Says how long the frames of a page take while one points, pans and zooms; it judges nothing, and
 * runs where {@code -Dvae.page=http://127.0.0.1:8081/} names a page that is open to be measured.
 */
class PageFramesTest {
  private static final String MEASURE =
      """
      (async kind => {
        const canvas = document.getElementById('map');
        const box = canvas.getBoundingClientRect();
        const frames = [];
        let last = 0, n = 0;
        await new Promise(done => {
          const step = t => {
            if (last) frames.push(t - last);
            last = t;
            if (++n > 300) return done();
            const clientX = box.x + box.width * (.5 + .3 * Math.sin(n / 20));
            const clientY = box.y + box.height * (.5 + .3 * Math.cos(n / 17));
            const at = { clientX, clientY, bubbles: true, cancelable: true };
            canvas.dispatchEvent(kind === 'zoom'
              ? new WheelEvent('wheel', { ...at, deltaY: Math.sin(n / 20) })
              : new PointerEvent('pointermove', { ...at, pointerId: 1, pointerType: 'mouse' }));
            requestAnimationFrame(step);
          };
          requestAnimationFrame(step);
        });
        frames.sort((a, b) => a - b);
        const at = q => frames[Math.floor(q * (frames.length - 1))].toFixed(1);
        return `${kind}: ms a frame p50 ${at(.5)}, p95 ${at(.95)}, p99 ${at(.99)}, longest ${at(1)}`;
      })\
      """;

  @TempDir Path folder;

  @Test
  void tellsHowLongFramesTake() throws Exception {
    String page = System.getProperty("vae.page", "");
    assumeTrue(!page.isEmpty(), "not measured: -Dvae.page names a page of 'vae explore'");
    try (Browser browser = Browser.start(folder)) {
      browser.open(URI.create(page));
      System.out.println(browser.text("document.title"));
      for (String kind : List.of("point", "pan", "zoom")) {
        if (kind.equals("pan")) {
          browser.hover("#map", 0.5, 0.5);
          browser.press("#map", 0.5, 0.5);
        }
        System.out.println(browser.text("await " + MEASURE + "('" + kind + "')"));
        if (kind.equals("pan")) {
          browser.release("#map", 0.5, 0.5);
        }
      }
      assertTrue(browser.faults().isEmpty(), browser.faults()::toString);
    }
  }
}
