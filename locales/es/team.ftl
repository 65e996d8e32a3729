team =
    <b>Equipo</b>

    Administradores de ADMIN_IDS: { $roots }
    Revendedores de RESELLER_IDS: { $resellers }
team-members = Añadidos en el chat: { $number }
team-none = Todavía no se ha añadido a nadie en el chat.
team-restored = ⚠️ Se restauró una copia. Personas de su equipo en espera: { $people }. Un administrador de ADMIN_IDS decide si vuelven.
button-team-take-back = Que vuelvan
button-team-leave-out = Dejarlas fuera
button-team-add = { $role ->
    [admin] Añadir administrador
   *[other] Añadir revendedor
}
team-role = { $role ->
    [admin] administrador
   *[other] revendedor
}
team-who =
    <b>{ $role ->
        [admin] ¿Quién será administrador?
       *[other] ¿Quién será revendedor?
    }</b>

    Reenvía un mensaje suyo, comparte su contacto o envía su id de usuario.
team-ask-add = { $role ->
    [admin] ¿Añadir a { $name } ({ $id }) como administrador?
   *[other] ¿Añadir a { $name } ({ $id }) como revendedor?
}
button-team-join = Añadir
team-member =
    { $name }

    Id: { $id }
    Función: { $role }
    Desde: { $added }, por { $admin }
    Límite diario: { $limit }
    Hasta: { $until }
team-no-limit = Sin límite
team-no-end = Sin fecha final
team-over = El tiempo de esta persona terminó, así que ahora no está en el equipo.
button-team-limit = Límite diario
button-team-end = Fecha final
button-team-remove = Quitar
team-ask-limit = ¿Cuántos { $currency } puede gastar esta persona en 24 horas? Envía un número, por ejemplo 50.
team-ask-end = ¿Hasta cuándo? Envía un número de días, por ejemplo 30, o el último día, por ejemplo 2027-01-31.
team-ask-remove = ¿Quitar a { $name } del equipo? Los pedidos ya hechos siguen su curso.
team-welcome = { $role ->
    [admin] Ahora eres administrador de esta tienda. Tus comandos están en el menú.
   *[other] Ahora eres revendedor de esta tienda. Mira lo que puedes hacer: /reseller
}
team-goodbye = { $role ->
    [admin] Ya no eres administrador de esta tienda.
   *[other] Ya no eres revendedor de esta tienda.
}
team-still-reseller = Sigues siendo revendedor: /reseller
team-goodbye-orders = Lo que ya has pedido sigue su curso: /orders. No se pedirá nada más de tus listas.
team-goodbye-book = Tu libro de clientes sigue aquí hasta que borres tus datos: /forget. Antes, guarda su archivo.
team-not-started = Esta persona aún no ha iniciado el bot. Pídele que lo abra y toque Iniciar.
team-unknown = La persona con el id { $id } no ha iniciado este bot. Revisa el número o comparte el contacto de esa persona.
team-nobody = No puedo ver quién es. Reenvía un mensaje suyo, comparte su contacto o envía su id de usuario.
team-bot = Eso es un bot. Solo puede haber personas en el equipo.
team-hidden = Esta persona oculta su cuenta al reenviar mensajes. Comparte su contacto o envía su id de usuario.
team-already = Esta persona ya tiene esa función.
team-full = El equipo ya tiene { $most } personas y no caben más. Quita antes a alguien.
team-only-roots = Solo puede hacerlo un administrador de ADMIN_IDS.
no-such-member = Esta persona ya no está en el equipo.
bad-limit = No puedo leer esa cantidad. Envía un número, por ejemplo 50 o 12.5.
bad-end = No puedo leerlo. Envía un número de días, por ejemplo 30, o un día futuro, por ejemplo 2027-01-31.
daily-limit = De tu límite diario quedan { $left }, y este pedido cuesta más. Elige menos o habla con el administrador de la tienda.
command-team = Revendedores y administradores
