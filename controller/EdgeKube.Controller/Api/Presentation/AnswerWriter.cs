using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using EdgeKube.Api;
using EdgeKube.Api.Yaml;

namespace EdgeKube.Controller.Api;

/// <summary>Puts an answer, which is made as JSON, into the format that was asked for.</summary>
internal sealed class AnswerWriter(Kind kind, AnswerFormat format)
{
    private const string Yaml = "application/yaml";

    public ApiResponse Of(int code, ReadOnlyMemory<byte> json)
    {
        if (format != AnswerFormat.Protobuf)
        {
            return OfText(code, json);
        }

        using var document = JsonDocument.Parse(json);
        return new ApiResponse(code, ProtobufDecoder.ContentType, ProtobufEncoder.Encode(kind.Name, kind.ApiVersion, document.RootElement, kind.Content));
    }

    public ApiResponse OfList(ListMeta metadata, ReadOnlyMemory<byte> json)
    {
        if (format != AnswerFormat.Protobuf)
        {
            return OfText(200, json);
        }

        using var document = JsonDocument.Parse(json);
        var items = document.RootElement.GetProperty("items").EnumerateArray();
        return new ApiResponse(200, ProtobufDecoder.ContentType, ProtobufEncoder.EncodeList(kind.Name + "List", kind.ApiVersion, metadata, items, kind.Content));
    }

    private ApiResponse OfText(int code, ReadOnlyMemory<byte> json) => format == AnswerFormat.Yaml
        ? new ApiResponse(code, Yaml, Encoding.UTF8.GetBytes(YamlText.Write(JsonNode.Parse(json.Span))))
        : new ApiResponse(code, ApiResponse.Json, json);
}
