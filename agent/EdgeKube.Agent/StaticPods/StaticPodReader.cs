using System.Security.Cryptography;
using System.Text;
using EdgeKube.Api;

namespace EdgeKube.Agent.StaticPods;

/// <summary>Makes a static pod of a file, as the kubelet does. Pure.</summary>
internal static class StaticPodReader
{
    /// <param name="path">Goes into the hash: two files never give the same pod.</param>
    /// <returns>The pod, or every fault of the file.</returns>
    public static (Pod? Pod, IReadOnlyList<string> Faults) Read(string path, ReadOnlyMemory<byte> content, string nodeName)
    {
        var documents = ManifestReader.Read(content);
        if (documents is not [{ } document])
        {
            return (null, [$"must hold one Pod, not {documents.Count} objects"]);
        }

        if (document is not { Root: { } root, ApiVersion: "v1", Kind: "Pod" })
        {
            return (null, [document.Fault ?? $"must be a Pod of v1, not {document.Kind} of \"{document.ApiVersion}\""]);
        }

        var decoded = ObjectDecoder.Decode(root, CoreJsonContext.Default.Pod);
        if (decoded.Object is not Pod given || decoded.Errors.Count > 0)
        {
            return (null, [.. decoded.Errors.Select(error => error.ToString())]);
        }

        var pod = Complete(Defaults.Apply(given), HashOf(path, content.Span, nodeName), nodeName);
        List<FieldError> faults = [.. Validator.Validate(pod), .. MirrorPods.FindReferences(pod.Spec!, "spec")];
        return faults.Count == 0 ? (pod, []) : (null, [.. faults.Select(fault => fault.ToString())]);
    }

    private static Pod Complete(Pod pod, string hash, string nodeName)
    {
        var annotations = new Dictionary<string, string>(pod.Metadata.Annotations ?? new Dictionary<string, string>(), StringComparer.Ordinal)
        {
            [MirrorPods.HashAnnotation] = hash,
            [MirrorPods.SourceAnnotation] = MirrorPods.FileSource,
        };
        return pod with
        {
            Metadata = new ObjectMeta
            {
                Name = $"{pod.Name}-{nodeName}",
                Namespace = pod.Namespace.Length > 0 ? pod.Namespace : "default",
                Uid = hash,
                Labels = pod.Metadata.Labels,
                Annotations = annotations,
            },
            Spec = pod.Spec! with
            {
                NodeName = nodeName,

                // Whatever is wrong with the node, its own pods stay.
                Tolerations = [.. (pod.Spec.Tolerations ?? []).Where(toleration => toleration is not { Operator: "Exists", Effect: "NoExecute", Key: null }), new Toleration { Operator = "Exists", Effect = "NoExecute" }],
            },
            Status = null,
        };
    }

    // The kubelet's uids of static pods are as long.
    private static string HashOf(string path, ReadOnlySpan<byte> content, string nodeName)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{nodeName}\0{path}\0"));
        hash.AppendData(content);
        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16));
    }
}
