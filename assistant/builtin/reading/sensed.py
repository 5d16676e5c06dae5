"""Words of a line whose sense the words beside them decide, put right before its periods and numbers are read."""

from assistant.builtin import patterns as re
from assistant.builtin.conditions.deeds import settle_overlap, settle_sayings
from assistant.builtin.conditions.denied import settle_denials
from assistant.builtin.conditions.so_many import orders_of_goods
from assistant.builtin.reading.figures import settle_figures
from assistant.builtin.reading.of_whom import things_bought
from assistant.builtin.reading.set_against import set_against
from assistant.builtin.reading.settling import of_the_kind_named, stage_named
from assistant.builtin.reading.units import settle_units
from assistant.builtin.words.gloss import Gloss
from assistant.builtin.words.match import Entry

__all__ = ["settle"]

_NEITHER = re.compile(r"(?<!\S)not buy @v\d+(?: (?:(?:and |or )?not|or) @v\d+)+")  # `bought neither coffee nor tea`


def settle(read: Gloss) -> None:
    """`weren't first-timers`: they had bought before; `what new customers brought` asks for nothing new."""
    _arrivals_named(read)
    _whose_and_what(read)
    _old_hands(read)
    read.line = re.sub(r"^which (@v\d+) make(?!\S)", r"how_much \1 hold", read.line)  # `what has Face care made this year?`
    _kind_of_subscription(read)
    _money_of_both(read)
    _products_ranked(read)
    things_bought(read)
    _relative_clauses(read)
    _payments(read)
    settle_units(read)
    settle_overlap(read)
    settle_figures(read)
    settle_denials(read)
    orders_of_goods(read)
    settle_sayings(read)
    _arrivals_and_sizes(read)
    set_against(read)
    of_the_kind_named(read)
    stage_named(read)


def _arrivals_named(read: Gloss) -> None:
    """`new customers joined us`, `how many customers did we gain`, `pedidos que nos entraron`: the verb says nothing more."""
    if "what_changed customer" in read.line:
        read.line = read.line.replace("what_changed customer", f"which {read.place(Entry('metric', 'new_customers', ''))}")
    if any(mark.text in ("gain", "gained", "gaining") for mark in read.marks):
        read.line = re.sub(r"(?<!\S)((?:@m\d+|customer)) grow(?!\S)", r"\1", read.line)  # `how many customers did we gain`
    read.line = re.sub(r"(?<!\S)(@m\d+) sign_up(?!\S)", r"\1", read.line)  # `pedidos que se registraron`
    orders = "|".join(name for name, e in read.entries("m") if e.id == "orders") or "@none"
    placed = rf"(?<!\S)(how_many (?:customer|who|everyone)(?: who)?) make (?:{orders})(?!\S)"
    read.line = re.sub(placed, r"\1 buy", read.line)  # `how many customers placed an order`
    joined = "|".join(name for name, e in read.entries("m") if e.id == "new_customers") or "@none"
    read.line = re.sub(rf"(?<!\S)({joined}) first_buy(?!\S)", r"\1", read.line)  # `new customers joined us`
    for name, e in read.entries("s"):  # `reseñas que nos dejaron`: things do not leave
        if e.id == "lapsed" and any(m.meaning == name and m.text in ("dejaron", "dejan", "dejo", "left") for m in read.marks):
            read.line = re.sub(rf"((?:@m|@d)\d+(?: that)?) {name}(?!\S)", r"\1 make", read.line)
        if e.id == "lapsed" and any(m.meaning == name and m.text in ("dejado", "dejaron", "dejan", "dejo") for m in read.marks):
            sums = "|".join(n for n, m in read.entries("m") if m.id in ("revenue", "net_revenue")) or "@none"
            money = rf"(?:spend|money_unit|how_much|earn|{sums})(?: that| to| so_far)*"
            read.line = re.sub(rf"(?<!\S)({money}) {name}(?!\S)", r"\1", read.line)  # `los que menos dinero nos han dejado`
    if any(mark.meaning == "first_buy" and mark.text in ("entraron", "llegaron") for mark in read.marks):
        things = "|".join(name for name, e in read.entries("m") if not e.id.endswith(("customers", "contacts"))) or "@none"
        read.line = re.sub(rf"(?<!\S)({things}) first_buy(?!\S)", r"\1", read.line)  # `pedidos que nos entraron`
    read.line = re.sub(r"(?<!\S)first_buy fall(?= in )", "first_buy", read.line)  # `whose first ever order fell in May`
    read.line = re.sub(r"(?<!\S)first_buy(?: customer)? first_buy(?!\S)", "first_buy", read.line)  # `captados por primera vez`


def _whose_and_what(read: Gloss) -> None:
    """`without to order`, `nunca ni`, `all the orders`: the same in fewer words."""
    counted = "|".join(name for name, e in read.entries("m") if e.id in ("orders", "units", "revenue")) or "@none"
    read.line = re.sub(rf"(?<!\S)everyone (?={counted})", "all ", read.line)  # `todos los pedidos`
    read.line = re.sub(r"(?<!\S)how_many customer sell(?: to)?(?!\S)", "how_many customer buy", read.line)
    read.line = re.sub(r"(?<!\S)(not|exclude)(?: not)+(?!\S)", r"\1", read.line)  # `nunca ni`
    line = re.sub(r"(?<!\S)(not|exclude) to (?=buy(?!\S))", r"\1 ", _said_twice(read, read.line))  # `without to order`
    line = re.sub(
        r"(?<!\S)not buy (?:not|or) (?=@v)", "not buy ", _never_touched(read, re.sub(r"(?<!\S)not all_time(?!\S)", "not", line))
    )
    read.line = _NEITHER.sub(lambda m: re.sub(r" (?:and |or )?not (?=@v)| or (?=@v)", " and ", m[0]), line)


def _kind_of_subscription(read: Gloss) -> None:
    """`active book club subscriptions`: what they are to says nothing more where the shop has no plan called so."""
    for at, mark in enumerate(read.marks):
        told = [m.role for m in read.marks[at + 1 : at + 4]]
        size = next((n for n, role in enumerate(told) if role != "unread"), 0)
        if mark.text not in ("active", "live", "running") or not size:
            continue
        if read.marks[at + 1 + size].meaning == "subscription_word":
            words = [m.text for m in read.marks[at + 1 : at + 1 + size]]
            said = " ".join([mark.meaning, *(f"~{word}" for word in words), "subscription_word"])
            read.line = read.line.replace(said, read.place(Entry("metric", "active_subscriptions")), 1)
            read.unknown = [word for word in read.unknown if word not in words]
            read.table.pop(mark.meaning, None)


def _money_of_both(read: Gloss) -> None:
    """`money from new vs existing customers`: two sums, and no count of either."""
    new = "|".join(n for n, e in (*read.entries("m"), *read.entries("s")) if e.id in ("new_customers", "new")) or "@none"
    old = (
        "|".join(n for n, e in (*read.entries("m"), *read.entries("s")) if e.id in ("returning_customers", "returning"))
        or "@none"
    )
    told = r"(?:money_unit|spend|how_much|~plata|~lana|~pasta|~guita)"
    for name, e in read.entries("d"):  # `money from new vs existing customers`
        if e.id == "new_or_returning":
            read.line = re.sub(rf"(?<!\S)({told} (?:from|of|by)) {name}(?: customer)?(?!\S)", r"\1 @new and @old", read.line)
    new, old = f"{new}|@new", f"{old}|@old"
    both = rf"(?<!\S){told} (?:(?:spend|from|of|by|in) )*(?:{new}) (?:(?:compare|and|or|than|,) )+(?:{old})(?!\S)"
    if re.search(both, read.line):
        sums = [read.place(Entry("metric", f"revenue_from_{kind}")) for kind in ("new", "returning")]
        read.line = re.sub(both, " and ".join(sums), read.line)
        read.unknown = [word for word in read.unknown if not re.fullmatch(told, f"~{word}")]


def _old_hands(read: Gloss) -> None:
    """`not first-timers`, `people who had bought before`: those who return; `I need to plan` names no plan."""
    new = [name for name, e in (*read.entries("m"), *read.entries("s")) if e.id in ("new_customers", "new")]
    match = re.search(rf"(?<!\S)not (?:{'|'.join(new) or '@none'})(?!\S)", read.line)
    if match and "rfm_segment" not in {e.of for _, e in read.entries("s")}:
        read.line = read.line.replace(match[0], read.place(Entry("state", "returning", "new_or_returning")), 1)
    for name, e in read.entries("d"):
        if e.id == "plan" and any(m.meaning == name and m.text == "plan" for m in read.marks):
            read.line = re.sub(rf"(?<!\S)to {name} (?!of|exactly)", "to ", read.line)  # `I need to plan the shifts`
    before = r"(?<!\S)(from|of) (?:(?:customer|everyone|who) )+buy previous(?= ,|$)"
    if new and re.search(before, read.line):  # `how much from newbies and how much from people who'd bought before`
        read.line = re.sub(before, rf"\1 {read.place(Entry('state', 'returning', 'new_or_returning'))}", read.line)


_TOUCHED = re.compile(
    r"(?<!\S)not (?:~even )?(?P<how>~(?:touch\w*|tocado|tocaron|toco|probado|probaron|tasted|sampled|catado|cataron)|"
    r"~?(?:went|gone|go|come|came) ~?(?:near|close)|~(?:acercado|acercaron))(?: to)?(?= (?:of |in |to |~any |~ningun )*@v)"
)


def _never_touched(read: Gloss, line: str) -> str:
    """`never touched tea`, `jamás han probado el té`: they did not buy it."""
    match = _TOUCHED.search(line)
    if match is None:
        return line
    used = {word.lstrip("~") for word in match["how"].split()}
    read.unknown = [word for word in read.unknown if word not in used]
    return line.replace(match[0], "not buy", 1)


def _products_ranked(read: Gloss) -> None:
    """`which three products sold the fewest units`: the products, where `how many different products sold` counts them."""
    sold = "|".join(name for name, e in read.entries("m") if e.id == "products_sold") or "@none"
    ranked = re.search(rf"(?<!\S)((?:which|top|worst|show)(?: \d+)?) ({sold}) (?=(?:most|fewer|top|worst)(?!\S))", read.line)
    if ranked:
        read.line = read.line.replace(ranked[0], f"{ranked[1]} {read.place(Entry('dimension', 'product'))} ", 1)


def _arrivals_and_sizes(read: Gloss) -> None:
    """`¿cuántos clientes cayeron?` came in; `how big was a German order` is an average; `picked up a mug` is no first order."""
    if any(mark.text in ("cayeron", "cayo", "caen", "cae") and mark.meaning == "fall" for mark in read.marks):
        read.line = re.sub(r"(?<!\S)(how_many (?:@m\d+|customer)) fall(?!\S)", r"\1", read.line)  # `¿cuántos clientes cayeron?`
    orders = "|".join(name for name, e in read.entries("m") if e.id == "orders") or "@none"
    size = re.search(rf"(?<!\S)(?:how ~big|how_much average|which average|average) ((?:@v\d+ )+)(?:{orders})(?!\S)", read.line)
    if size is not None and "average_order_value" not in {e.id for _, e in read.entries("m")}:
        placed = read.place(Entry("metric", "average_order_value", ""))  # `how big was a German order`
        read.line = read.line.replace(size[0], f"{placed} {size[1].strip()}", 1)
        read.unknown = [word for word in read.unknown if word not in ("big", "come")]
    if any(mark.text in ("gained", "gano", "ganaron") for mark in read.marks):
        read.line = re.sub(
            r"(?<!\S)(which @d\d+) first_buy (?=most @m)", r"\1 grow ", read.line
        )  # `which category gained most`
    for name, entry in read.entries("s"):
        if entry.id == "lapsed":  # `cuánto dinero nos dejaron`
            read.line = re.sub(rf"(?<!\S)how_much {name}(?!\S)", "how_much hold", read.line)
    goods = "|".join(name for name, e in read.entries("v") if e.of in ("product", "category")) or "@none"
    read.line = re.sub(rf"(?<!\S)first_buy (?=(?:(?:the|of|in) )?(?:{goods})(?!\S))", "buy ", read.line)  # `picked up a mug`
    read.line = re.sub(r"(?<!\S)exclude (?:to )?refunded(?= ,|$)", "", read.line)  # `descontando lo que devolvieron`
    read.line = re.sub(
        r"(?<!\S)(\d{1,3}) valuable(?: customer)?(?!\S)", r"\1 top customer", read.line
    )  # `our seven top spenders`


_NAMED = r"(?:customer|contact|who|everyone|@[smdv]\d+)"


def _relative_clauses(read: Gloss) -> None:
    """`clientes en riesgo que son de alto valor`, `the channel that acquired the customer`: said of what stands before."""
    if any(m.meaning == "definition" and m.raw == "que" for m in read.marks):
        read.line = re.sub(rf"(?<!\S)({_NAMED}) definition (?=\S)(?!,)", r"\1 ", read.line)
    ways = "|".join(name for name, e in read.entries("d") if e.id in ("acquisition_channel", "referral_source"))
    if ways:
        read.line = re.sub(
            rf"(?<!\S)({ways})(?: (?:that|who|by|until|with))* first_buy(?: (?:to )?customer)?(?= ,|$)", r"\1", read.line
        )


def _payments(read: Gloss) -> None:
    """`pagos fallidos en mayo`: payments are counted, where no people are named who have one."""
    people = re.search(r"(?<!\S)(?:customer|contact|who|everyone|draft|playbook|advice|segment|channel_\S+)(?!\S)", read.line)
    subscribers = any(e.id == "active_subscriptions" for _, e in read.entries("m"))
    if people or subscribers or not re.search(r"(?<!\S)(?:how_many|share|by|trend|in|of)(?!\S)", read.line):
        return
    for name, e in read.entries("s"):
        said = {m.text for m in read.marks if m.meaning == name}
        if e.id == "past_due" and said & {"payments", "charges", "pagos", "cobros", "impagos"}:
            read.line = read.line.replace(name, read.place(Entry("metric", "failed_payments")), 1)
            read.line = re.sub(r"(@m\d+)(?: of)? subscription_word(?!\S)", r"\1", read.line)


def _said_twice(read: Gloss, line: str) -> str:
    """`café (Coffee)`: a value and its own name beside it are one."""
    for first, second in re.findall(r"(@v\d+)(?= (@v\d+))", line):
        one, other = read.table[first], read.table[second]
        if (one.id, one.of) == (other.id, other.of):
            line = line.replace(f"{first} {second}", second)
    return line
