"""A bucket of S3's kind: the few calls that publishing makes, with what goes wrong told in sentences."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any, Final

from ..errors import PublishingError

_GONE: Final = frozenset(("404", "NoSuchKey", "NotFound"))
_TAKEN: Final = frozenset(("PreconditionFailed", "ConditionalRequestConflict", "412", "409"))


class BucketError(PublishingError):
    """The bucket refused, or cannot be reached."""

    def __init__(self, place: str, why: str) -> None:
        super().__init__(
            f"Không làm việc được với {place}: {why}. Địa chỉ nào đang có vẫn mở được; hãy chạy lại make publish, máy sẽ làm "
            f"nốt.",
            f"{place} does not do what it is asked: {why}. Every address still answers; run make publish again, it goes on "
            f"from here.",
        )


class NoCredentialsError(PublishingError):
    """There is no key for the bucket."""

    def __init__(self, place: str) -> None:
        super().__init__(
            f"Chưa có khóa để ghi vào {place}. Đặt AWS_ACCESS_KEY_ID và AWS_SECRET_ACCESS_KEY, hoặc ghi vào "
            f"~/.aws/credentials.",
            f"There is no key to write to {place}. Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or ~/.aws/credentials.",
        )


@dataclass(frozen=True, slots=True)
class Found:
    """An object in a listing: its ETag without quotes (of a plain upload: the MD5 of its bytes) and its size."""

    etag: str
    size: int


@dataclass(frozen=True, slots=True)
class Bucket:
    """A bucket and the prefix in it that is ours; keys are given without the prefix."""

    place: str
    client: Any
    name: str
    prefix: str

    def listing(self, below: str = "") -> dict[str, Found]:
        """Every object, by key."""
        found: dict[str, Found] = {}
        with self._told():
            for page in self.client.get_paginator("list_objects_v2").paginate(Bucket=self.name, Prefix=self.prefix + below):
                for one in page.get("Contents", ()):
                    found[one["Key"].removeprefix(self.prefix)] = Found(one["ETag"].strip('"'), one["Size"])
        return found

    def get(self, key: str) -> bytes | None:
        """The bytes of an object; None where there is none."""
        with self._told():
            try:
                return bytes(self.client.get_object(Bucket=self.name, Key=self.prefix + key)["Body"].read())
            except self.client.exceptions.ClientError as error:
                if _code(error) in _GONE:
                    return None
                raise

    def put(self, key: str, content: bytes, *, kind: str, cache: str) -> None:
        """Store an object; the bucket compares what arrived with the MD5 that was sent."""
        check = b64encode(hashlib.md5(content, usedforsecurity=False).digest()).decode()
        with self._told():
            self.client.put_object(**self._at(key), Body=content, ContentType=kind, CacheControl=cache, ContentMD5=check)

    def put_new(self, key: str, content: bytes) -> bool:
        """Store an object unless there is one (where the bucket knows that condition); False when there was."""
        with self._told():
            try:
                self.client.put_object(**self._at(key), Body=content, ContentType="application/json", IfNoneMatch="*")
            except self.client.exceptions.ClientError as error:
                if _code(error) in _TAKEN:
                    return False
                raise
        return True

    def copy(self, source: str, key: str, *, kind: str, cache: str) -> None:
        """Copy an object within the bucket, with what it is to be served as."""
        with self._told():
            self.client.copy_object(
                **self._at(key),
                CopySource={"Bucket": self.name, "Key": self.prefix + source},
                MetadataDirective="REPLACE",
                ContentType=kind,
                CacheControl=cache,
            )

    def delete(self, key: str) -> None:
        """Remove an object, if it is there."""
        with self._told():
            self.client.delete_object(**self._at(key))

    def age_s(self, key: str) -> float | None:
        """Seconds since an object was written, by the bucket's own clock; None where there is none."""
        with self._told():
            try:
                head: Mapping[str, Any] = self.client.head_object(**self._at(key))
            except self.client.exceptions.ClientError as error:
                if _code(error) in _GONE:
                    return None
                raise
        said = head["ResponseMetadata"]["HTTPHeaders"].get("date")
        written: datetime = head["LastModified"]
        return (parsedate_to_datetime(said) - written).total_seconds() if said else 0.0

    def _at(self, key: str) -> dict[str, str]:
        return {"Bucket": self.name, "Key": self.prefix + key}

    @contextmanager
    def _told(self) -> Iterator[None]:
        from botocore import exceptions  # noqa: PLC0415 - only there where the extra is

        try:
            yield
        except (exceptions.NoCredentialsError, exceptions.PartialCredentialsError):
            raise NoCredentialsError(self.place) from None
        except exceptions.ClientError as error:
            said = str(error.response.get("Error", {}).get("Message", ""))
            raise BucketError(self.place, f"{_code(error)} {said}".strip()) from None
        except (exceptions.BotoCoreError, OSError) as error:
            raise BucketError(self.place, " ".join(str(error).split())[:200]) from None


def _code(error: Any) -> str:
    return str(error.response.get("Error", {}).get("Code", ""))


def open_bucket(place: str, name: str, prefix: str) -> Bucket:
    """Give a bucket; its keys, region and endpoint come from the environment or the user's own files (~/.aws). Raises
    BucketError.
    """
    import boto3  # noqa: PLC0415 - only there where the extra is
    from botocore.config import Config  # noqa: PLC0415
    from botocore.exceptions import BotoCoreError  # noqa: PLC0415

    config = Config(
        connect_timeout=20,
        read_timeout=60,
        retries={"max_attempts": 5, "mode": "standard"},
        max_pool_connections=16,
        # Checksums of a newer kind than Content-MD5 are not known to every bucket server.
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
    )
    try:
        client = boto3.session.Session().client("s3", config=config)
    except (BotoCoreError, ValueError) as error:
        raise BucketError(place, " ".join(str(error).split())[:200]) from None
    return Bucket(place, client, name, prefix)
