button-order = Ver el pedido
button-sheet = { $topic ->
    [wallet] No tengo billetera
    [coins] No tengo { $currency }
    [exchange] ¿Exchange o @wallet?
    [comment] ¿Dónde va el memo?
    [memo] Olvidé el memo
    [little] Envié de menos
    [late] Pagué tarde
    [slow] Tarda mucho
    [refund] ¿Dónde está mi dinero?
   *[missing] No ha llegado nada
}
sheets =
    <b>Ayuda</b> · { $order }

    ¿En qué te ayudamos?
sheet = { $topic ->
    [wallet] Una billetera es una app que guarda tus { $currency }. Instala Keeper (antes Tonkeeper) o MyTonWallet, crea una billetera nueva y anota sus palabras secretas en papel. No las compartas con nadie, ni siquiera con soporte. Recárgala, vuelve aquí y toca «Abrir billetera».
    [coins] Compra { $currency } con tarjeta en tu billetera o en un exchange, y retíralos a tu propia billetera. Compra un poco más de lo que cuesta el pedido: la red y el exchange cobran una pequeña comisión. Necesitas la moneda propia de la red, no un token con el mismo nombre. Después paga desde tu billetera.
    [exchange] Mejor no. Un exchange, @wallet y la billetera de Telegram pueden enviar tu dinero sin el memo, o menos de lo debido. Y una devolución no te llegaría a ti. Primero retira tus { $currency } a una billetera propia y paga desde ella.
    [comment] «Abrir billetera» lo rellena todo: compáralo con el pedido y confirma. Si lo escribes tú, pega el memo en el campo llamado Comentario, Memo o Mensaje. En algunas billeteras aparece al tocar «Añadir comentario». ¿No hay ese campo? No envíes nada: usa otra billetera.
    [memo] Sin el memo, tu pago llega al proveedor, pero nadie sabe de qué pedido es. No pagues otra vez. Soporte puede encontrarlo por la hora, el importe y la transacción.
    [little] El pedido espera a que llegue todo el importe. Tu dinero está a salvo. Pregunta a soporte antes de enviar el resto: tiene que llegar con el mismo memo y antes de que acabe el tiempo.
    [little-ended] Este pedido ya terminó: no envíes el resto. Tu dinero está a salvo. Pregunta a soporte qué pasará con él.
    [late] Un pago tardío casi siempre se encuentra: lo buscamos durante una semana y te avisamos. No pagues otra vez. Si en una hora no cambia nada, escribe a soporte.
    [slow] Ya tenemos tu pago y el proveedor está entregando. Suele tardar un minuto; si hay muchos pedidos, más. No tienes que hacer ni pagar nada. Si en media hora no cambia nada, escribe a soporte.
    [refund] Si este pedido se pagó, el proveedor devuelve el dinero a la billetera de la que salió. Busca allí un pago recibido. Si pagaste desde un exchange, pregunta también allí. Si en un día no ha llegado nada, escribe a soporte.
    [missing-stars] Las estrellas están en Ajustes → Mis estrellas de la persona que las recibe. Si en diez minutos no están, escribe a soporte.
    [missing-premium] Premium está en Ajustes → Telegram Premium de la persona que lo recibe. Si en diez minutos no está, escribe a soporte.
   *[missing] Las estrellas están en Ajustes → Mis estrellas de la persona que las recibe; Premium, en Ajustes → Telegram Premium. Si en diez minutos no están, escribe a soporte.
}
sheet-transaction = Busca el pago en tu billetera, copia el enlace de la transacción (Tonviewer, Tonscan, Tonwhales) o su hash y <b>envíalo aquí</b>. Lo añadimos abajo.
sheet-to = «Escribir a soporte» abre un chat con { $support }, con el mensaje ya escrito:
sheet-to-nobody = «Enviar a soporte» les pasa esto, y la respuesta llega a este chat:
sheet-sent = ✅ Enviado. Soporte también ve lo que añadas aquí y responde en este chat.
sheet-fact = { $fact ->
    [order] Pedido: { $value }
    [transaction] Transacción: { $value }
    [price] Precio: { $value }
    [received] Recibido: { $value }
    [ordered] Fecha: { $value }
    [paid] Marcado como pagado: { $value }
    [address] Dirección: { $value }
    [memo] Memo: { $value }
    [status] Estado: { $value }
   *[goods] Artículo: { $value }
}
button-copy-facts = Copiar datos
button-support = Escribir a soporte
button-ask-support = Enviar a soporte
bad-transaction = Eso no es el enlace de una transacción. Abre el pago en tonviewer.com, tonscan.org o tonwhales.com y envía su enlace, o envía el hash de la transacción. La dirección de una billetera no basta.
