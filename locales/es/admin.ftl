alert = { $kind ->
    [frozen] ⚠️ Una confirmación necesita a una persona: { $subject }. Hasta que alguien la vea no se repite nada.
    [unauthorized] ⚠️ La API del socio no acepta la clave. Los pedidos nuevos están en pausa; los abiertos se conservan.
    [status] ⚠️ El socio envió un estado desconocido: { $subject }. Esos pedidos cuentan como en curso; se puede nombrar en STATUS_ALIASES.
    [address-unpinned] ⚠️ La dirección de pago del pedido { $subject } no está en PINNED_ADDRESSES. Sus datos de pago no se muestran.
    [address-checksum] ⚠️ La dirección de pago del pedido { $subject } tiene una suma de control errónea.
    [orphans] ⚠️ Redis era nuevo, y { $subject } pedidos de los dos últimos días no llevan referencia. Se encuentran cuando sus chats abran /orders.
   *[other] ⚠️ { $subject }
}
alert-over = ✅ Terminado: { $alert }

balance =
    <b>Saldo en el socio</b>

    { $balance }
balance-topup =
    Recargar en: { $address }
balance-memo =
    Con el memo: { $memo }
button-copy-topup = Copiar dirección

health =
    <b>Estado</b>

    API del socio: { $partner }
    Telegram: { $telegram }
    Redis: { $redis }

    Pedidos vigilados: { $watched }
    Retraso de la cola: { $due } s
    Avisos en espera: { $notices }, el primero desde hace { $lag } s
    Confirmaciones abiertas: { $intents }
health-ok = bien, { $ms } ms
health-down = no responde
