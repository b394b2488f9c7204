using EdgeKube.Api;
using EdgeKube.Controller.Api;
using EdgeKube.Link.Trust;

namespace EdgeKube.Controller.Mqtt;

internal static class DoorErrors
{
    public static ApiStatus TooManyRequests(int limit, string? correlation) => Statuses.TooManyRequests(correlation is null
        ? $"more than {limit} requests wait for their answers; wait for one of them"
        : $"more than {limit} requests wait for their answers, or one with the same correlation data is under way; wait for it or cancel it");

    public static ApiStatus TooManyStreams(int limit) =>
        Statuses.TooManyRequests($"more than {limit} watches and followed logs are open; end one of them");

    public static ApiStatus OnlyCertificates(string identity) => Statuses.Failure(
        403, "Forbidden", $"{identity} may only ask for its certificate here (POST {TrustPaths.Certificates}), and a node for its pods' tokens");

    public static ApiStatus NoPath() =>
        Statuses.BadRequest("user properties \"method\" (GET, POST, PUT, PATCH, DELETE, CANCEL or INPUT) and \"path\" are needed");

    public static ApiStatus AnswerTooLarge(long bytes, long limit) => Statuses.Failure(
        500, "InternalError", $"the answer has {bytes} bytes, more than this client takes in one packet ({limit}); ask for less at a time with limit");
}
