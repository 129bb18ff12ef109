// The parts of libxml2 that the reports and their tests use.
//
// What Swift 6 cannot call is wrapped here: `xmlFree` is a mutable global function pointer, the error
// callbacks are variadic or hand out a pointer whose constness changed between releases.

#ifndef UNDERSTUDY_CLIBXML2_H
#define UNDERSTUDY_CLIBXML2_H

// Where libxml2 is built with ICU, its headers bring ICU's in, which clash with those inside Foundation. Only a
// structure of converters that nobody here touches depends on them.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED

#include <libxml/parser.h>
#include <libxml/xmlschemas.h>
#include <libxml/xmlwriter.h>

/// Receives one message of the parser or the validator, with the line it is about (0 where there is none).
typedef void (*understudy_xml_message)(void *context, int line, const char *message);

/// Where the messages of one document go: a receiver and what is handed to it.
typedef struct {
    understudy_xml_message receive;
    void *context;
} understudy_xml_receiver;

static inline void understudy_xml_forward(void *receiver, const xmlError *error) {
    understudy_xml_receiver *target = (understudy_xml_receiver *)receiver;
    if (target && error && error->message) {
        target->receive(target->context, error->line, error->message);
    }
}

/// Sends the validator's messages to a receiver, which must outlive the context.
static inline void understudy_xml_schema_receiver(xmlSchemaValidCtxtPtr context, understudy_xml_receiver *receiver) {
    xmlSchemaSetValidStructuredErrors(context, (xmlStructuredErrorFunc)understudy_xml_forward, receiver);
}

/// Sends the schema parser's messages to a receiver, which must outlive the context.
static inline void understudy_xml_schema_parser_receiver(
    xmlSchemaParserCtxtPtr context, understudy_xml_receiver *receiver) {
    xmlSchemaSetParserStructuredErrors(context, (xmlStructuredErrorFunc)understudy_xml_forward, receiver);
}

#endif
