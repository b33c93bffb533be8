// SPDX-License-Identifier: Apache-2.0
package io.trialsync.compatibility;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** What poms say. */
final class Poms {

    private Poms() {}

    static Element read(Path pom) throws Exception {
        return DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(pom.toFile())
                .getDocumentElement();
    }

    /** Its properties, and its own version as {@code project.version}. */
    static Map<String, String> properties(Path pom) throws Exception {
        Map<String, String> properties = new LinkedHashMap<>();
        NodeList children = read(pom).getChildNodes();
        for (int i = 0; i < children.getLength(); i++) {
            Node child = children.item(i);
            if (child.getNodeName().equals("version")) {
                properties.put("project.version", child.getTextContent().strip());
            } else if (child.getNodeName().equals("properties")) {
                addAll(child.getChildNodes(), properties);
            }
        }
        return properties;
    }

    private static void addAll(NodeList elements, Map<String, String> properties) {
        for (int i = 0; i < elements.getLength(); i++) {
            Node element = elements.item(i);
            if (element.getNodeType() == Node.ELEMENT_NODE) {
                properties.put(element.getNodeName(), element.getTextContent().strip());
            }
        }
    }
}
