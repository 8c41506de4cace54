package dev.vae.tests.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.vae.tests.Modules;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The BOM, which has no parent to take versions from. */
class BomTest {

  @Test
  void listsEveryModuleInItsOwnVersion() throws Exception {
    Element bom = pom(Modules.root().resolve("vae-examples/bom/pom.xml"));
    String version = text(bom, "version");
    assertEquals(text(pom(Modules.root().resolve("pom.xml")), "version"), version);
    List<String> listed = new ArrayList<>();
    NodeList dependencies = bom.getElementsByTagName("dependency");
    for (int i = 0; i < dependencies.getLength(); i++) {
      Element dependency = (Element) dependencies.item(i);
      assertEquals("dev.vae", text(dependency, "groupId"));
      assertEquals(version, text(dependency, "version"));
      listed.add(text(dependency, "artifactId"));
    }
    assertEquals(Modules.NAMES, listed);
  }

  private static Element pom(Path file) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(file.toFile())
        .getDocumentElement();
  }

  private static String text(Element parent, String child) {
    return ((Element) parent.getElementsByTagName(child).item(0)).getTextContent();
  }
}
