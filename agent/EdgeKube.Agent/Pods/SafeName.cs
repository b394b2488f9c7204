namespace EdgeKube.Agent.Pods;

/// <summary>Names become parts of paths; the controller has checked them, and a path is never built on that alone.</summary>
internal static class SafeName
{
    public static bool IsSafe(string name)
        => name.Length is > 0 and <= 253 && name[0] != '.' && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '.');

    /// <exception cref="InvalidOperationException">The name was not checked when the pod was taken in.</exception>
    public static string Check(string name) => IsSafe(name) ? name : throw new InvalidOperationException($"\"{name}\" cannot be part of a path");
}
