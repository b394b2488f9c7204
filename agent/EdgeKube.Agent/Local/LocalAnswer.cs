using System.Text;
using System.Text.Json.Nodes;

namespace EdgeKube.Agent.Local;

/// <summary>An answer at the node's socket, in Kubernetes' JSON.</summary>
internal sealed record LocalAnswer(int Code, ReadOnlyMemory<byte> Body)
{
    /// <summary>What a request's and an answer's header Upgrade says when records are to follow.</summary>
    public const string Records = "edgekube-records";

    private const int MaxMessage = 4096;

    public bool Succeeded => Code is >= 200 and < 300;

    public static LocalAnswer Success(string message) => new(200, Encoding.UTF8.GetBytes(new JsonObject
    {
        ["kind"] = "Status",
        ["apiVersion"] = "v1",
        ["status"] = "Success",
        ["message"] = message,
    }.ToJsonString()));

    public static LocalAnswer Failure(int code, string reason, string message) => new(code, Encoding.UTF8.GetBytes(Status(code, reason, message).ToJsonString()));

    public static LocalAnswer NotFound(string what, string name) => Failure(404, "NotFound", $"{what} \"{name}\" not found");

    /// <summary>A Status as Kubernetes sends it. A message that somebody else wrote is cut: it must fit into one record.</summary>
    public static JsonObject Status(int code, string reason, string message) => new()
    {
        ["kind"] = "Status",
        ["apiVersion"] = "v1",
        ["status"] = "Failure",
        ["message"] = message.Length <= MaxMessage ? message : message[..MaxMessage],
        ["reason"] = reason,
        ["code"] = code,
    };
}
