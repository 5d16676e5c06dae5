"""Every setting in one frozen object, read once: `<home>/marea.toml`, then the environment (`MAREA_*`)."""

import os
import tomllib
from collections.abc import Mapping
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from tools.errors import BadInputError
from tools.terms import Language
from tools.warehouse.engine import EngineLimits, Shop

__all__ = ["FILE_NAME", "Settings", "load_settings"]

FILE_NAME = "marea.toml"
_ALIASES = {"PORT": "port", "AS_OF": "as_of", "MARGIN": "margin"}
_PREFIX = "MAREA_"
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


class Settings(BaseSettings):
    """What can be set. The key `x_y` is `x_y` in marea.toml and `MAREA_X_Y` in the environment."""

    model_config = SettingsConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    home: Path = Field(description="where snapshots, profiles, index and state live")
    host: str = Field("127.0.0.1", description="address the server listens on")
    port: int = Field(8000, ge=1, le=65535, description="port the server listens on (also PORT)")
    allowed_hosts: tuple[str, ...] = Field((), description="further host names that requests may come to")

    language: Language | None = Field(None, description="language of every answer; that of the question when left out")
    formal_spanish: bool = Field(False, description="usted instead of tú in Spanish copy")

    shop_name: str = Field("", description="the shop's name, used as brand in drafts")
    timezone: str = Field("UTC", description="the shop's time zone: days begin and end there")
    currency: str = Field("", pattern=r"^([A-Z]{3})?$", description="three letters; that of the orders when left out")
    margin: float | None = Field(None, gt=0, le=1, description="share of revenue left after cost, 0 to 1 (also MARGIN)")
    as_of: date | None = Field(None, description="today for relative periods (also AS_OF); else the last order's day")
    loyalty_order_days: int = Field(4, ge=2, le=365, description="order days within 365 that make a customer loyal")
    max_touches_30: int = Field(8, ge=1, description="messages in 30 days from which a customer counts as over-contacted")

    model: str = Field("builtin", min_length=1, description="builtin, or the name of a chat model behind the OpenAI protocol")
    model_provider: Literal["openai", "azure"] = Field("openai", description="which flavour of the OpenAI protocol")
    model_base_url: str | None = Field(None, description="address of the model's API (for azure: the endpoint)")
    model_api_key: SecretStr | None = Field(None, description="key for the model's API")
    model_api_version: str = Field("2024-10-21", description="for azure: version of the API")
    model_timeout_seconds: float = Field(20, gt=0, description="longest wait for one call of the model")
    model_retries: int = Field(1, ge=0, le=5, description="further tries after a 429 or 5xx of the model's API")
    model_calls: int = Field(8, ge=1, le=50, description="most calls of the model in one answer")
    tool_calls: int = Field(12, ge=1, le=100, description="most tool calls in one answer")
    answer_seconds: float = Field(60, gt=0, description="longest time for one answer")
    input_token_price: float = Field(0, ge=0, description="price of a million input tokens, for the cost of an answer")
    output_token_price: float = Field(0, ge=0, description="price of a million output tokens")
    daily_budget: float = Field(0, ge=0, description="most that the model may cost a day; then builtin answers; 0: no limit")
    monthly_budget: float = Field(0, ge=0, description="most that the model may cost a calendar month; 0: no limit")

    embedding: Literal["use"] = Field("use", description="embedding of the playbook and of questions")
    database_url: SecretStr | None = Field(None, description="state database; SQLite below home when left out")
    engine_memory: str = Field("4GB", pattern=r"^\d+(MB|GB)$", description="memory one query may take")
    engine_threads: int = Field(2, ge=1, description="threads one query may take")
    log_unanswered: bool = Field(False, description="keep the questions that could not be answered, to learn what to add")

    @field_validator("timezone")
    @classmethod
    def _known_timezone(cls, value: str) -> str:
        if value not in available_timezones():
            near = get_close_matches(value, sorted(available_timezones()), 1)
            hint = f"did you mean '{near[0]}'?" if near else "e.g. Europe/Madrid"
            raise ValueError(f"unknown time zone '{value}'; {hint}")
        return value

    @field_validator("model_base_url")
    @classmethod
    def _http_address(cls, value: str | None) -> str | None:
        if value is not None and urlsplit(value).scheme not in ("http", "https"):
            raise ValueError(f"'{value}' is not an http(s) address")
        return value

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Only what `load_settings` hands over: reading is done in one place."""
        return (init_settings,)

    @property
    def shop(self) -> Shop:
        """What the shop has told about itself, as the warehouse takes it."""
        return Shop(self.shop_name, self.timezone, self.currency, self.margin, self.as_of, self.loyalty_order_days)

    @property
    def limits(self) -> EngineLimits:
        """What one query may take."""
        return EngineLimits(memory=self.engine_memory, threads=self.engine_threads)

    @property
    def zone(self) -> ZoneInfo:
        """The shop's time zone."""
        return ZoneInfo(self.timezone)

    @property
    def state_url(self) -> str:
        """SQLAlchemy URL of the state database."""
        return self.database_url.get_secret_value() if self.database_url else f"sqlite:///{self.home / 'state.sqlite3'}"

    @property
    def model_is_external(self) -> bool:
        """Whether what the model reads leaves this machine."""
        if self.model == "builtin":
            return False
        return not self.model_base_url or urlsplit(self.model_base_url).hostname not in _LOOPBACK


def load_settings(home: Path | None = None, env: Mapping[str, str] | None = None) -> Settings:
    """Read `<home>/marea.toml`, then the environment, which wins.

    Raises:
        BadInputError: an unknown key, or a value that does not fit; the message never shows a secret.
    """
    environment = os.environ if env is None else env
    where = (home or Path(environment.get("MAREA_HOME") or "~/.marea")).expanduser().resolve()
    values = _from_file(where / FILE_NAME) | _from_environment(environment) | {"home": where}
    try:
        return Settings(**values)
    except ValidationError as error:
        raise BadInputError("; ".join(_problem(dict(e)) for e in error.errors())) from None


def _problem(error: dict[str, Any]) -> str:
    key = ".".join(str(part) for part in error["loc"])
    return f"setting '{key}': {str(error['msg']).removeprefix('Value error, ')}"


def _from_file(file: Path) -> dict[str, Any]:
    if not file.exists():
        return {}
    try:
        values = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadInputError(f"{file.name} is not valid TOML: {error}") from error
    for key in values:
        _refuse_unknown(key, key, f"in {file.name}")
    return values


def _from_environment(environment: Mapping[str, str]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name, key in _ALIASES.items():
        if environment.get(name):
            values[key] = environment[name]
    for name, value in environment.items():
        if not name.startswith(_PREFIX) or value == "":
            continue
        key = name.removeprefix(_PREFIX).lower()
        _refuse_unknown(key, name, "in the environment")
        values[key] = [part.strip() for part in value.split(",")] if key == "allowed_hosts" else value
    return values


def _refuse_unknown(key: str, name: str, where: str) -> None:
    if key in Settings.model_fields:
        return
    near = get_close_matches(key, list(Settings.model_fields), 1)
    hint = f"did you mean '{near[0]}'?" if near else f"known: {', '.join(sorted(Settings.model_fields))}"
    raise BadInputError(f"unknown setting '{name}' {where}; {hint}")
