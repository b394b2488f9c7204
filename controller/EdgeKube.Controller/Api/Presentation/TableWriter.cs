using System.Text.Json;
using EdgeKube.Api;

namespace EdgeKube.Controller.Api;

/// <summary>Tables as kubectl prints them: a row for each object, with as much of the object as was asked for.</summary>
/// <param name="includeObject">None, Object or Metadata (the default).</param>
internal sealed class TableWriter(Kind kind, string metaApiVersion, string? includeObject)
{
    private readonly ObjectWriter _objects = new(kind, metaApiVersion);

    public void Write(Utf8JsonWriter writer, ListMeta metadata, IReadOnlyList<ApiObject> items, DateTimeOffset now, bool namesColumns)
    {
        writer.WriteStartObject();
        writer.WriteString("kind", "Table");
        writer.WriteString("apiVersion", metaApiVersion);
        writer.WritePropertyName("metadata");
        JsonSerializer.Serialize(writer, metadata, MetaJsonContext.Default.ListMeta);
        WriteColumns(writer, namesColumns);
        writer.WriteStartArray("rows");
        foreach (var item in items)
        {
            WriteRow(writer, item, now);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private void WriteColumns(Utf8JsonWriter writer, bool namesColumns)
    {
        if (!namesColumns)
        {
            writer.WriteNull("columnDefinitions");
            return;
        }

        writer.WriteStartArray("columnDefinitions");
        foreach (var column in kind.Table.Columns)
        {
            writer.WriteStartObject();
            writer.WriteString("name", column.Name);
            writer.WriteString("type", column.Type);
            writer.WriteString("format", column.Format);
            writer.WriteString("description", "");
            writer.WriteNumber("priority", column.IsWide ? 1 : 0);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private void WriteRow(Utf8JsonWriter writer, ApiObject item, DateTimeOffset now)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("cells");
        foreach (var cell in kind.Table.Cells(item, now))
        {
            if (cell.Number is { } number)
            {
                writer.WriteNumberValue(number);
            }
            else if (cell.Flag is { } flag)
            {
                writer.WriteBooleanValue(flag);
            }
            else
            {
                writer.WriteStringValue(cell.ToString());
            }
        }

        writer.WriteEndArray();
        WriteCompletion(writer, item);
        WriteObject(writer, item);
        writer.WriteEndObject();
    }

    private static void WriteCompletion(Utf8JsonWriter writer, ApiObject item)
    {
        if (item is not Pod { Status.Phase: "Succeeded" or "Failed" } pod)
        {
            return;
        }

        var hasSucceeded = pod.Status.Phase == "Succeeded";
        writer.WriteStartArray("conditions");
        writer.WriteStartObject();
        writer.WriteString("type", "Completed");
        writer.WriteString("status", "True");
        writer.WriteString("reason", pod.Status.Phase);
        writer.WriteString("message", hasSucceeded ? "The pod has completed successfully." : "The pod failed.");
        writer.WriteEndObject();
        writer.WriteEndArray();
    }

    private void WriteObject(Utf8JsonWriter writer, ApiObject item)
    {
        writer.WritePropertyName("object");
        switch (includeObject)
        {
            case "None":
                writer.WriteNullValue();
                break;
            case "Object":
                _objects.Write(writer, item);
                break;
            default:
                _objects.WriteMetadata(writer, item);
                break;
        }
    }
}
