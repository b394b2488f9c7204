using System.Globalization;

namespace EdgeKube.Agent.Streams;

/// <summary>
/// The files of one run of a container: the one being written and, as NAME.1, NAME.2, …, what was rotated out of it, the newest first. Files are
/// renamed while they are read; the kernel says under which name an open one is now, so none is read twice or left out.
/// </summary>
internal static class LogChain
{
    private const int MaxAttempts = 10;

    /// <summary>Opens all of them, the oldest first. None when there are none.</summary>
    public static IReadOnlyList<FileStream> Open(string current)
    {
        for (var attempt = 1; ; attempt++)
        {
            List<FileStream> files = [.. Names(current).Select(Find).OfType<FileStream>()];
            if (attempt == MaxAttempts || files.All(file => NameOf(file) == file.Name))
            {
                files.Reverse();
                return files;
            }

            // Rotated in between: some file may be there twice and another not at all.
            files.ForEach(file => file.Dispose());
        }
    }

    /// <summary>The file that was written after this one; null while this one is the newest.</summary>
    /// <param name="isGap">This one has been removed already, and perhaps others after it: lines may be missing between the two.</param>
    public static FileStream? OpenNext(string current, FileStream file, out bool isGap)
    {
        isGap = false;
        for (var attempt = 1; ; attempt++)
        {
            var name = NameOf(file);
            if (name == current)
            {
                return null;
            }

            if (NumberOf(current, name) is not { } number)
            {
                isGap = true;
                return OldestOf(current);
            }

            var next = Find(number == 1 ? current : $"{current}.{number - 1}");
            if (attempt == MaxAttempts || NameOf(file) == name)
            {
                return next;
            }

            next?.Dispose();
        }
    }

    // What was so old that it has been removed: whatever is left comes after it.
    private static FileStream? OldestOf(string current)
    {
        var files = Open(current);
        foreach (var newer in files.Skip(1))
        {
            newer.Dispose();
        }

        return files.Count > 0 ? files[0] : null;
    }

    // For a moment there is none under the current name.
    private static IEnumerable<string> Names(string current) =>
        Enumerable.Range(1, int.MaxValue).Select(number => $"{current}.{number}").TakeWhile(File.Exists).Prepend(current);

    private static FileStream? Find(string name)
    {
        try
        {
            return new FileStream(name, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1, useAsync: false);
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            // Rotated away, or removed with its pod: what is open is still read to its end.
            return null;
        }
    }

    private static string? NameOf(FileStream file) =>
        File.ResolveLinkTarget($"/proc/self/fd/{file.SafeFileHandle.DangerousGetHandle()}", returnFinalTarget: false)?.FullName;

    private static int? NumberOf(string current, string? name) =>
        name is not null && name.StartsWith(current + ".", StringComparison.Ordinal)
        && int.TryParse(name.AsSpan(current.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
