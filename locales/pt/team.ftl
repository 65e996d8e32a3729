team =
    <b>Equipe</b>

    Administradores de ADMIN_IDS: { $roots }
    Revendedores de RESELLER_IDS: { $resellers }
team-members = Adicionados no chat: { $number }
team-none = Ninguém foi adicionado no chat ainda.
team-restored = ⚠️ Um backup foi restaurado. Pessoas da equipe dele à espera: { $people }. Um administrador de ADMIN_IDS decide se elas voltam.
button-team-take-back = Trazer de volta
button-team-leave-out = Deixar de fora
button-team-add = { $role ->
    [admin] Novo administrador
   *[other] Novo revendedor
}
team-role = { $role ->
    [admin] administrador
   *[other] revendedor
}
team-who =
    <b>{ $role ->
        [admin] Quem será administrador?
       *[other] Quem será revendedor?
    }</b>

    Encaminhe uma mensagem da pessoa, compartilhe o contato ou envie o id de usuário dela.
team-ask-add = { $role ->
    [admin] Adicionar { $name } ({ $id }) como administrador?
   *[other] Adicionar { $name } ({ $id }) como revendedor?
}
button-team-join = Adicionar
team-member =
    { $name }

    Id: { $id }
    Função: { $role }
    Desde: { $added }, por { $admin }
    Limite diário: { $limit }
    Até: { $until }
team-no-limit = Sem limite
team-no-end = Sem data final
team-over = O prazo desta pessoa terminou; agora ela não está na equipe.
button-team-limit = Limite diário
button-team-end = Data final
button-team-remove = Remover
team-ask-limit = Quantos { $currency } esta pessoa pode gastar em 24 horas? Envie um número, como 50.
team-ask-end = Até quando? Envie um número de dias, como 30, ou o último dia, como 2027-01-31.
team-ask-remove = Remover { $name } da equipe? Os pedidos já feitos continuam.
team-welcome = { $role ->
    [admin] Agora você é administrador desta loja. Seus comandos estão no menu.
   *[other] Agora você é revendedor desta loja. Veja o que pode fazer: /reseller
}
team-goodbye = { $role ->
    [admin] Você não é mais administrador desta loja.
   *[other] Você não é mais revendedor desta loja.
}
team-still-reseller = Você continua sendo revendedor: /reseller
team-goodbye-orders = Os pedidos que você já fez continuam: /orders. Nada mais será pedido das suas listas.
team-goodbye-book = Seu caderno de clientes fica aqui até você apagar seus dados: /forget. Antes, salve o arquivo dele.
team-not-started = Esta pessoa ainda não iniciou o bot. Peça que ela o abra e toque em Iniciar.
team-unknown = A pessoa com o id { $id } não iniciou este bot. Confira o número ou compartilhe o contato da pessoa.
team-nobody = Não consigo ver quem é. Encaminhe uma mensagem da pessoa, compartilhe o contato ou envie o id de usuário dela.
team-bot = Isso é um bot. Só pessoas podem estar na equipe.
team-hidden = Esta pessoa oculta a conta ao encaminhar mensagens. Compartilhe o contato ou envie o id de usuário dela.
team-already = Esta pessoa já tem essa função.
team-full = A equipe já tem { $most } pessoas, e esse é o máximo. Remova alguém antes.
team-only-roots = Só um administrador de ADMIN_IDS pode fazer isso.
no-such-member = Esta pessoa não está mais na equipe.
bad-limit = Não consigo ler esse valor. Envie um número, como 50 ou 12.5.
bad-end = Não consigo ler isso. Envie um número de dias, como 30, ou um dia futuro, como 2027-01-31.
daily-limit = Restam { $left } do seu limite diário, e este pedido custa mais. Escolha menos ou fale com o administrador da loja.
command-team = Revendedores e administradores
