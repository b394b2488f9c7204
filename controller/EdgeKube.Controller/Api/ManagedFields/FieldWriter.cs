using System.Text;

namespace EdgeKube.Controller.Api.ManagedFields;

/// <summary>Under which name a client's changes are kept in managedFields.</summary>
/// <param name="Name">As Kubernetes finds it: the fieldManager of the request, else the program's name in its User-Agent.</param>
/// <param name="HasApplied">The object that is written carries its managedFields already: it comes out of an apply.</param>
internal sealed record FieldWriter(string Name, bool HasApplied = false)
{
    private const int MaxBytes = 128;
    private const string Nobody = "unknown";

    public static FieldWriter Of(string? fieldManager, string? userAgent)
    {
        var name = fieldManager ?? new string([.. (userAgent ?? "").Split('/')[0].Where(letter => !char.IsControl(letter))]);
        while (Encoding.UTF8.GetByteCount(name) > MaxBytes)
        {
            name = name[..^1];
        }

        return new FieldWriter(name.Length == 0 ? Nobody : name);
    }
}
