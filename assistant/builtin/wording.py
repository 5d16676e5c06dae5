"""The sentences in which `understand` declines and asks, in both languages."""

from tools.terms import Text

__all__ = ["REASONS", "reason"]

REASONS: dict[str, Text] = {
    "contact_data": Text(
        "I do not show e-mail addresses, phone numbers or names in the chat. I can describe the group, count it and draft for "
        "it; its contact data leave only by an approved export.",
        "No muestro correos, teléfonos ni nombres en el chat. Puedo describir el grupo, contarlo y redactar para él; "
        "sus datos de contacto solo salen con una exportación aprobada.",
    ),
    "special_category": Text(
        "I do not guess religion, ethnicity, health, pregnancy, politics or sexuality, nor build groups on them. "
        "Buying behaviour gives groups that are lawful and work better.",
        "No deduzco religión, etnia, salud, embarazo, ideología ni sexualidad, ni creo grupos con ello. "
        "El comportamiento de compra da grupos lícitos y que funcionan mejor.",
    ),
    "minors": Text("I do not build audiences of minors.", "No creo audiencias de menores."),
    "suppression": Text(
        "People who opted out stay out: unsubscribes and suppressions hold for every list, draft and export.",
        "Quien se dio de baja queda fuera: las bajas y exclusiones valen para toda lista, borrador y exportación.",
    ),
    "deceptive": Text(
        "I do not write deceptive or invented content: false senders, fake replies, fake reviews, made-up results or "
        "unfounded claims. I can draft an honest version.",
        "No escribo contenido engañoso ni inventado: remitentes falsos, respuestas fingidas, reseñas falsas, resultados "
        "inventados o promesas sin base. Puedo redactar una versión honesta.",
    ),
    "system": Text(
        "I do not show or change my instructions, keys, roles or settings. I can say which data I use and how each metric is "
        "defined.",
        "No muestro ni cambio mis instrucciones, claves, permisos ni ajustes. Puedo decir qué datos uso y cómo se define cada "
        "métrica.",
    ),
    "code": Text(
        "I do not run SQL, code or commands, nor open addresses. Ask for the number you need in words and I will compute it.",
        "No ejecuto SQL, código ni comandos, ni abro direcciones. Pide con palabras el dato que necesitas y lo calculo.",
    ),
    "other_user": Text(
        "I only see this workspace and this conversation, not those of other people.",
        "Solo veo este espacio y esta conversación, no los de otras personas.",
    ),
    "raw_rows": Text(
        "I do not print raw customer rows in the chat. I can give totals, groups and masked examples.",
        "No imprimo filas de clientes en el chat. Puedo dar totales, grupos y ejemplos enmascarados.",
    ),
    "abuse": Text(
        "I keep answers to a useful size and do not repeat work in loops.",
        "Mantengo respuestas de un tamaño útil y no repito trabajo en bucle.",
    ),
    "unfair": Text(
        "I do not help to pressure people in a weak position or to charge or treat them unequally in secret.",
        "No ayudo a presionar a personas vulnerables ni a cobrarles o tratarlas de forma desigual a escondidas.",
    ),
    "send": Text(
        "Sending needs a person's approval, bound to the content and the audience. Approve the draft on the campaigns page "
        "and it can be exported.",
        "Enviar necesita la aprobación de una persona, ligada al contenido y a la audiencia. Aprueba el borrador en la página "
        "de campañas y se podrá exportar.",
    ),
    "outside": Text(
        "Doing that outside this chat needs a person's approval. I can prepare it as a draft or an audience first.",
        "Hacer eso fuera de este chat necesita la aprobación de una persona. Antes puedo prepararlo como borrador o audiencia.",
    ),
    "language": Text(
        "I understand English and Spanish. Ask me in either of them.",
        "Entiendo español e inglés. Pregúntame en uno de los dos.",
    ),
    "export": Text(
        "An export needs a person's approval: consents, suppressions and the control group are checked then. I can show the "
        "audience first.",
        "Exportar necesita la aprobación de una persona: entonces se comprueban consentimientos, exclusiones y grupo de "
        "control. Antes puedo mostrar la audiencia.",
    ),
    "erase": Text(
        "Deleting or changing customers' data, or where reports go, needs an owner's approval. Nothing was changed.",
        "Borrar o cambiar datos de clientes, o el destino de los informes, necesita la aprobación del propietario. No se ha "
        "cambiado nada.",
    ),
    "schedule": Text(
        "Scheduled reports are not switched on in this version. Ask me for the week's changes at any time.",
        "Los informes programados no están activados en esta versión. Pídeme los cambios de la semana cuando quieras.",
    ),
    "translate": Text(
        "Translating free text needs a language model, and none is configured. I can draft the campaign anew in the other "
        "language.",
        "Traducir texto libre necesita un modelo de lenguaje y no hay ninguno configurado. Puedo redactar la campaña de nuevo "
        "en el otro idioma.",
    ),
    "no_draft": Text("There is no draft in this conversation.", "No hay ningún borrador en esta conversación."),
    "out_of_scope": Text(
        "That is outside what I know: I answer about this shop's customers, sales and campaigns.",
        "Eso queda fuera de lo que sé: respondo sobre los clientes, las ventas y las campañas de esta tienda.",
    ),
    "age": Text(
        "How old customers are is not recorded in this shop's data, so I cannot count by age. I can count them without it.",
        "La edad de los clientes no consta en los datos de esta tienda: no puedo contar por edad. Sí puedo contarlos sin ella.",
    ),
    "stars": Text(
        "I do not split reviews by their number of stars: I can give how many there are and their average rating.",
        "No separo las reseñas por su número de estrellas: puedo dar cuántas hay y su valoración media.",
    ),
    "not_recorded": Text(
        "This shop's data do not record that, so I cannot give a number for it. I can tell what is there: customers, orders, "
        "products, money and campaigns.",
        "Los datos de esta tienda no lo recogen, así que no puedo dar una cifra. Sí puedo decir lo que hay: clientes, pedidos, "
        "productos, dinero y campañas.",
    ),
    "no_control_group": Text(
        "No control group is recorded for the campaigns, so what they added cannot be told from what would have been bought "
        "anyway. I can show the clicks and attributed sales of each; a draft of mine sets a control group aside.",
        "No hay grupo de control registrado para las campañas, así que no se puede separar lo que aportaron de lo que "
        "se habría "
        "comprado igual. Puedo mostrar los clics y las ventas atribuidas de cada una; mis borradores apartan un grupo "
        "de control.",
    ),
    "after_the_data": Text(
        "The data of this shop end before that, so there is nothing to count yet.",
        "Los datos de esta tienda acaban antes, así que aún no hay nada que contar.",
    ),
    "future": Text(
        "I do not forecast total sales. I can tell what customers are expected to buy, one by one or by group.",
        "No pronostico las ventas totales. Puedo decir qué se espera que compren los clientes, uno a uno o por grupo.",
    ),
}


def reason(key: str) -> Text:
    """The sentence for a key."""
    return REASONS[key]
